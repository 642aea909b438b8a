package ai.neptune.spark.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.client.Container;
import ai.neptune.client.EntriesPage;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.Entry;
import ai.neptune.client.Sorting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EntryPagesTest {

  private static final int PAGE = 10;
  private static final int AT_ONCE = 4;

  private final List<Integer> offsets = Collections.synchronizedList(new ArrayList<>());
  private final List<Integer> limits = Collections.synchronizedList(new ArrayList<>());

  @Test
  void givesAllPagesInTheirOrder() {
    assertThat(read(search -> page(search, 95, 95))).containsExactlyElementsOf(numbers(95));
    assertThat(offsets).hasSize(10);
  }

  @Test
  void asksForSeveralPagesAtOnceWhenItKnowsHowManyThereAre() {
    CountDownLatch together = new CountDownLatch(3);
    List<Integer> read =
        read(
            search -> {
              if (search.offset() > 0) {
                together.countDown();
                await(together);
              }
              return page(search, 35, 35);
            });
    assertThat(read).containsExactlyElementsOf(numbers(35));
  }

  @Test
  void goesOnToRunsThatHaveAppearedSinceTheFirstPage() {
    assertThat(read(search -> page(search, 20, 37))).containsExactlyElementsOf(numbers(37));
  }

  @Test
  void asksOnceWhenTheFirstPageIsTheLast() {
    assertThat(read(search -> page(search, 7, 7))).hasSize(7);
    assertThat(offsets).containsExactly(0);
  }

  @Test
  void stopsAtAShortPageWhateverTheServerCounts() {
    assertThat(read(search -> page(search, Long.MAX_VALUE, 25))).hasSize(25);
    // The two full pages, and at most as many as are read ahead.
    assertThat(offsets).hasSizeLessThanOrEqualTo(2 + 2 * AT_ONCE);
  }

  @Test
  void readsToTheEndWhenTheServerDoesNotCount() {
    assertThat(read(search -> page(search, 0, 42))).containsExactlyElementsOf(numbers(42));
  }

  @Test
  void dividesTheRestIntoPagesOfEqualSizeForAllConnections() {
    assertThat(read(search -> page(search, 100_000, 100_000), 10_000, EntryPages.MIN_LIMIT))
        .hasSize(100_000);
    assertThat(offsets).hasSize(1 + 3 * AT_ONCE);
    assertThat(limits.subList(1, limits.size())).containsOnly(8_167);
  }

  @Test
  void asksForNoPageBeyondTheLast() {
    assertThat(read(search -> page(search, 20_000, 20_000), 10_000, EntryPages.MIN_LIMIT))
        .hasSize(20_000);
    assertThat(offsets).hasSize(1 + AT_ONCE);
  }

  @Test
  void asksForNoPageBeyondTheLastOfFewEntries() {
    assertThat(read(search -> page(search, 4_000, 4_000), 10_000, EntryPages.MIN_LIMIT))
        .hasSize(4_000);
    assertThat(offsets).hasSize(2);
  }

  @Test
  void asksForFullPagesWhenTheServerDoesNotCount() {
    assertThat(read(search -> page(search, 0, 42_000), 10_000, EntryPages.MIN_LIMIT))
        .hasSize(42_000);
    assertThat(limits).startsWith(EntryPages.MIN_LIMIT).endsWith(10_000).hasSize(6);
  }

  private List<Integer> read(Function<EntriesSearch, EntriesPage> server) {
    return read(server, PAGE, PAGE);
  }

  private List<Integer> read(
      Function<EntriesSearch, EntriesPage> server, int limit, int firstLimit) {
    EntriesSearch search =
        new EntriesSearch(
            "team/p", Container.RUN, List.of(), null, Sorting.BY_CREATION_TIME, 0, limit);
    List<Integer> read = new ArrayList<>();
    try (EntryPages<Integer> pages =
        new EntryPages<>(
            search,
            firstLimit,
            AT_ONCE,
            asked -> {
              limits.add(asked.limit());
              offsets.add(asked.offset());
              return server.apply(asked);
            },
            entry -> Integer.valueOf(entry.project()))) {
      for (List<Integer> page = pages.next(); page != null; page = pages.next()) {
        read.addAll(page);
      }
    }
    return read;
  }

  /** A page of entries that are numbered from 0 on, with the number for a project. */
  private static EntriesPage page(EntriesSearch search, long matchingCount, int entries) {
    int end = Math.min(entries, search.offset() + search.limit());
    return new EntriesPage(
        matchingCount,
        IntStream.range(Math.min(search.offset(), end), end)
            .mapToObj(i -> new Entry(Integer.toString(i), List.of()))
            .toList());
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
