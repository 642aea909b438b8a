package ai.neptune.client;

import ai.neptune.errors.UnexpectedResponseException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a query, requested one by one. It follows the page tokens until there is none
 * (docs/protocol.md, 4.3 and 4.4).
 *
 * @param <T> what pages hold
 */
public final class PageIterator<T> implements Iterator<List<T>> {

  @FunctionalInterface
  private interface PageRequest<T> {
    Page<T> page(@Nullable String pageToken);
  }

  private final String what;
  private final PageRequest<T> request;
  private final Function<T, Optional<?>> identity;
  private final Set<String> tokensSeen = new HashSet<>();
  private final Set<Object> firstItemsSeen = new HashSet<>();

  private @Nullable String nextToken;
  private boolean last;

  /**
   * @param identity what no other item of the response has, or nothing if an item has none
   */
  private PageIterator(String what, PageRequest<T> request, Function<T, Optional<?>> identity) {
    this.what = what;
    this.request = request;
    this.identity = identity;
  }

  /** The attribute definitions that match a query. */
  public static PageIterator<AttributeDefinition> definitions(
      NeptuneSource source, DefinitionsQuery query) {
    return new PageIterator<>(
        "attribute definitions of " + String.join(", ", query.projects()),
        token -> source.attributeDefinitions(query, token),
        Optional::of);
  }

  /** The attribute values that match a query; a run's values may be spread over pages. */
  public static PageIterator<RunValues> values(NeptuneSource source, ValuesQuery query) {
    return values(source, query, query::limit);
  }

  /**
   * The attribute values that match a query, as above.
   *
   * @param limit how many values the next page may hold, asked before each page
   */
  public static PageIterator<RunValues> values(
      NeptuneSource source, ValuesQuery query, IntSupplier limit) {
    return new PageIterator<>(
        "attribute values of " + query.project(),
        token -> source.attributeValues(query.withLimit(limit.getAsInt()), token),
        PageIterator::firstValue);
  }

  /** A run has one value of each attribute. */
  private static Optional<?> firstValue(RunValues ofRun) {
    return ofRun.values().stream().findFirst().map(value -> List.of(ofRun.sysId(), value.name()));
  }

  @Override
  public boolean hasNext() {
    return !last;
  }

  /**
   * Asks for the next page, which may be empty.
   *
   * @throws UnexpectedResponseException if the server leads back to a page that it gave before
   */
  @Override
  public List<T> next() {
    if (last) {
      throw new NoSuchElementException();
    }
    Page<T> page = request.page(nextToken);
    nextToken = page.nextPageToken();
    last = nextToken == null;
    if (!last && !tokensSeen.add(nextToken)) {
      throw goesRoundInCircles("page token");
    }
    page.items().stream()
        .findFirst()
        .flatMap(identity)
        .filter(first -> !firstItemsSeen.add(first))
        .ifPresent(
            first -> {
              throw goesRoundInCircles("page");
            });
    return page.items();
  }

  private UnexpectedResponseException goesRoundInCircles(String repeated) {
    return new UnexpectedResponseException(
        "Paging through the %s goes round in circles: the server gave the same %s twice. Report this to the server's operator."
            .formatted(what, repeated));
  }
}
