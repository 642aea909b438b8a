package ai.neptune.spark.plan;

import ai.neptune.client.EntriesPage;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.Entry;
import ai.neptune.spark.pages.ReadAhead;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a search for entries, in their order. The first is short and tells how many entries
 * match; the rest is divided into pages that are asked for at once (docs/protocol.md, 4.1).
 *
 * @param <T> what is kept of an entry
 */
final class EntryPages<T> implements AutoCloseable {

  /** A request for fewer entries takes hardly less time. */
  static final int MIN_LIMIT = 2_000;

  private final EntriesSearch search;
  private final Function<EntriesSearch, EntriesPage> server;
  private final Function<Entry, T> kept;
  private final int atOnce;
  private final ReadAhead<Page<T>> pages;

  /**
   * How many entries there are at least, as far as it is known; the pages up to there are asked.
   */
  private long expected;

  private long nextOffset;

  /** How many entries the next page is asked for. */
  private int limit;

  private boolean ended;

  /**
   * The pages from the offset of a search to the last.
   *
   * @param search its limit is the most that a page may have
   * @param firstLimit what the first page is asked for
   * @param atOnce how many pages are asked for at once
   * @param server asks for a page; called on several threads
   * @param kept what to keep of an entry; called on several threads
   */
  EntryPages(
      EntriesSearch search,
      int firstLimit,
      int atOnce,
      Function<EntriesSearch, EntriesPage> server,
      Function<Entry, T> kept) {
    this.search = search;
    this.server = server;
    this.kept = kept;
    this.nextOffset = search.offset();
    this.expected = search.offset() + 1L;
    this.limit = firstLimit;
    this.atOnce = atOnce;
    this.pages = new ReadAhead<>(requests(), atOnce);
  }

  /** The next page, or null when there is none. A page shorter than its limit is the last. */
  @Nullable List<T> next() {
    Page<T> page = ended ? null : pages.next();
    if (page == null) {
      return null;
    }
    ended = page.entries().size() < page.limit();
    // Runs may have appeared since the first page: only a page that is not full is the last.
    expected = Math.max(page.matchingCount(), page.offset() + page.limit() + 1);
    long left = expected - nextOffset;
    if (left <= 1) {
      limit = search.limit();
    } else if (page.offset() == search.offset()) {
      limit = evenLimit(left);
    }
    return page.entries();
  }

  /** Whether the page before was the last. */
  boolean haveEnded() {
    return ended;
  }

  /**
   * Pages of equal size that keep all connections busy, in as few rounds as possible; the last is
   * not quite full, and shows by that that it is the last.
   */
  private int evenLimit(long left) {
    long rounds = ceilDiv(left + 1, (long) atOnce * search.limit());
    long even = ceilDiv(left + 1, rounds * atOnce);
    return (int) Math.min(search.limit(), Math.max(MIN_LIMIT + 1, even));
  }

  private static long ceilDiv(long work, long parts) {
    return (work + parts - 1) / parts;
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
        EntriesSearch page = search.page(Math.toIntExact(nextOffset), limit);
        nextOffset += limit;
        return Stream.of(page).map(EntryPages.this::ask).iterator();
      }
    };
  }

  private Page<T> ask(EntriesSearch asked) {
    EntriesPage page = server.apply(asked);
    return new Page<>(
        asked.offset(),
        asked.limit(),
        page.matchingCount(),
        page.entries().stream().map(kept).toList());
  }

  private record Page<T>(long offset, int limit, long matchingCount, List<T> entries) {}
}
