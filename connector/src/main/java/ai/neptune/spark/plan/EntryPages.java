package ai.neptune.spark.plan;

import ai.neptune.client.EntriesPage;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.Entry;
import ai.neptune.errors.UnexpectedResponseException;
import ai.neptune.spark.pages.ReadAhead;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a search for entries, in their order, each entry once. The first page is short and
 * tells how many entries match; the rest is divided into pages that are asked for at once
 * (docs/protocol.md, 4.1). Entries may appear and vanish between two requests, which moves those
 * after them: each page begins with the last entry of the page before, so that a gap shows.
 *
 * @param <T> what is kept of an entry
 */
final class EntryPages<T> implements AutoCloseable {

  /** A request for fewer entries takes hardly less time. */
  static final int MIN_LIMIT = 2_000;

  /** So many pages in a row may have nothing new because entries before them changed. */
  private static final int MAX_STALE_PAGES = 10;

  private final EntriesSearch search;
  private final Function<EntriesSearch, EntriesPage> server;
  private final Function<Entry, T> kept;
  private final Function<T, ?> id;
  private final int atOnce;
  private final ReadAhead<Page<T>> pages;
  private final Set<Object> seen = new HashSet<>();

  /**
   * How many entries there are at least, as far as it is known; the pages up to there are asked.
   */
  private long expected;

  /** The pages asked for so far end before this entry. */
  private long end;

  /** How many entries the next page is asked for. */
  private int limit;

  private boolean ended;
  private int stalePages;

  /**
   * The pages from the offset of a search to the last.
   *
   * @param search its limit is the most that a page may have, and more than 1
   * @param firstLimit what the first page is asked for
   * @param atOnce how many pages are asked for at once
   * @param server asks for a page; called on several threads
   * @param kept what to keep of an entry; called on several threads
   * @param id what tells an entry from the others
   */
  EntryPages(
      EntriesSearch search,
      int firstLimit,
      int atOnce,
      Function<EntriesSearch, EntriesPage> server,
      Function<Entry, T> kept,
      Function<T, ?> id) {
    this.search = search;
    this.server = server;
    this.kept = kept;
    this.id = id;
    this.end = search.offset();
    this.expected = search.offset() + 1L;
    this.limit = firstLimit;
    this.atOnce = atOnce;
    this.pages = new ReadAhead<>(requests(), atOnce);
  }

  /**
   * The entries of the next page that were not on a page before, or null when there is no page. A
   * page shorter than its limit is the last.
   *
   * @throws UnexpectedResponseException if the server goes on with entries that it gave before
   */
  @Nullable List<T> next() {
    Page<T> page = ended ? null : pages.next();
    if (page == null) {
      return null;
    }
    ended = page.isLast();
    // Entries may have appeared since the first page: only a page that is not full is the last.
    expected = Math.max(page.matchingCount(), page.offset() + page.limit() + 1L);
    long left = expected - end;
    if (left <= 1) {
      limit = search.limit();
    } else if (page.offset() == search.offset()) {
      limit = evenLimit(left);
    }
    List<T> unseen = new ArrayList<>();
    if (!followsPagesBefore(page)) {
      addEntriesBefore(page, unseen);
    }
    addUnseen(page, unseen);
    stalePages = unseen.isEmpty() ? stalePages + 1 : 0;
    if (stalePages > MAX_STALE_PAGES && !ended) {
      throw goesRoundInCircles(page);
    }
    return unseen;
  }

  /**
   * Pages of equal size that keep all connections busy, in as few rounds as possible; the last is
   * not quite full, and shows by that that it is the last.
   */
  private int evenLimit(long left) {
    long rounds = ceilDiv(left + 1, atOnce * (search.limit() - 1L));
    long even = ceilDiv(left + 1, rounds * atOnce) + 1;
    return (int) Math.min(search.limit(), Math.max(MIN_LIMIT + 2, even));
  }

  private boolean followsPagesBefore(Page<T> page) {
    return page.offset() == search.offset()
        || (!page.entries().isEmpty() && isSeen(page.entries().get(0)));
  }

  /**
   * Adds the entries between the pages before and a page that does not follow them. Where others
   * vanished, they are now at places that had been read; where others appeared, at places that had
   * not yet been read. Begins with entries that are known and goes on to those of the page.
   */
  private void addEntriesBefore(Page<T> page, List<T> unseen) {
    Set<Object> sought = new HashSet<>();
    page.entries().forEach(entry -> sought.add(id.apply(entry)));
    int offset = page.offset();
    int fruitless = 0;
    boolean done = false;
    while (!done && fruitless < MAX_STALE_PAGES) {
      Page<T> bridge = ask(search.page(offset, search.limit()));
      int before = unseen.size();
      if (followsPagesBefore(bridge)) {
        addUnseen(bridge, unseen);
        offset += search.limit() - 1;
        done =
            bridge.isLast()
                || offset >= page.offset() + page.limit()
                || bridge.entries().stream().map(id).anyMatch(sought::contains);
      } else {
        offset = Math.max(search.offset(), offset - search.limit() + 1);
      }
      fruitless = unseen.size() == before ? fruitless + 1 : 0;
    }
  }

  private void addUnseen(Page<T> page, List<T> unseen) {
    for (T entry : page.entries()) {
      if (seen.add(id.apply(entry))) {
        unseen.add(entry);
      }
    }
  }

  private boolean isSeen(T entry) {
    return seen.contains(id.apply(entry));
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
        return !ended && end < expected;
      }

      @Override
      public Iterator<Page<T>> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        long from = end == search.offset() ? end : end - 1;
        EntriesSearch page = search.page(Math.toIntExact(from), limit);
        end = from + limit;
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

  private UnexpectedResponseException goesRoundInCircles(Page<T> page) {
    return new UnexpectedResponseException(
        "Paging through the %ss of %s goes round in circles: the server gave %d of them twice. Report this to the server's operator."
            .formatted(
                search.container().userName(),
                search.project() == null ? "all projects" : search.project(),
                page.entries().size()));
  }

  private record Page<T>(int offset, int limit, long matchingCount, List<T> entries) {
    boolean isLast() {
      return entries.size() < limit;
    }
  }
}
