package ai.neptune.spark.plan;

import ai.neptune.client.EntriesPage;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.Entry;
import ai.neptune.spark.pages.PagesReader;
import ai.neptune.spark.pages.ReadAhead;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a search for entries, in their order. The first tells how many entries match; from
 * then on several pages are asked for at once (docs/protocol.md, 4.1).
 *
 * @param <T> what is kept of an entry
 */
final class EntryPages<T> implements AutoCloseable {

  private final EntriesSearch search;
  private final Function<EntriesSearch, EntriesPage> server;
  private final Function<Entry, T> kept;
  private final ReadAhead<Page<T>> pages = new ReadAhead<>(requests(), PagesReader.CHUNKS_AT_ONCE);

  /**
   * How many entries there are at least, as far as it is known; the pages up to there are asked.
   */
  private long expected;

  private long nextOffset;
  private boolean ended;

  /**
   * The pages from the one that a search asks for to the last.
   *
   * @param server asks for a page; called on several threads
   * @param kept what to keep of an entry; called on several threads
   */
  EntryPages(
      EntriesSearch search, Function<EntriesSearch, EntriesPage> server, Function<Entry, T> kept) {
    this.search = search;
    this.server = server;
    this.kept = kept;
    this.nextOffset = search.offset();
    this.expected = search.offset() + 1L;
  }

  /** The next page, or null when there is none. A page shorter than its limit is the last. */
  @Nullable List<T> next() {
    Page<T> page = ended ? null : pages.next();
    if (page == null) {
      return null;
    }
    ended = page.entries().size() < search.limit();
    // Runs may have appeared since the first page: only a page that is not full is the last.
    expected = Math.max(page.matchingCount(), page.end() + 1);
    return page.entries();
  }

  @Override
  public void close() {
    pages.close();
  }

  private Iterator<Iterator<Page<T>>> requests() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !ended && nextOffset < expected;
      }

      @Override
      public Iterator<Page<T>> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        int offset = Math.toIntExact(nextOffset);
        nextOffset += search.limit();
        return Stream.of(offset).map(EntryPages.this::ask).iterator();
      }
    };
  }

  private Page<T> ask(int offset) {
    EntriesPage page = server.apply(search.page(offset, search.limit()));
    return new Page<>(
        page.matchingCount(),
        (long) offset + search.limit(),
        page.entries().stream().map(kept).toList());
  }

  /** A page whose entries end before the given offset. */
  private record Page<T>(long matchingCount, long end, List<T> entries) {}
}
