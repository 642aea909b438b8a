package ai.neptune.spark.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.Container;
import ai.neptune.client.EntriesPage;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.Entry;
import ai.neptune.client.Sorting;
import ai.neptune.errors.UnexpectedResponseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
    // Ten entries on the first page, and nine others on each of the next.
    assertThat(offsets).hasSize(11);
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
    assertThat(limits.subList(1, limits.size())).containsOnly(8_168);
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

  @Test
  void givesEachEntryOnceWhenOthersAppearBeforeIt() {
    ChangingServer server = new ChangingServer(95, entries -> entries.add(0, -entries.size()));
    assertThat(read(server)).containsExactlyElementsOf(numbers(95));
  }

  @Test
  void missesNoEntryWhenOthersVanishBeforeIt() {
    for (int vanishing : List.of(1, 2, 5, 9, 15, 25)) {
      ChangingServer server =
          new ChangingServer(400, entries -> entries.subList(0, vanishing).clear());
      List<Integer> read = read(server);
      assertThat(read).doesNotHaveDuplicates();
      read.retainAll(server.entries);
      assertThat(read).containsExactlyElementsOf(server.entries);
      assertThat(server.entries).hasSize(400 - ChangingServer.CHANGES * vanishing);
    }
  }

  @Test
  void missesNoEntryThatStaysWhileOthersAppearAndVanishAnywhere() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      ChangingServer server =
          new ChangingServer(
              200,
              entries -> {
                for (int change = random.nextInt(5); change > 0; change--) {
                  int place = random.nextInt(entries.size());
                  if (random.nextBoolean()) {
                    entries.remove(place);
                  } else {
                    entries.add(place, -1 - random.nextInt(1_000_000));
                  }
                }
              });
      List<Integer> read = read(server);
      assertThat(read).as("seed %d", seed).doesNotHaveDuplicates();
      read.retainAll(numbers(200));
      server.entries.retainAll(numbers(200));
      assertThat(read).as("seed %d", seed).containsAll(server.entries);
    }
  }

  @Test
  void missesNoEntryWhenTheNextPageIsEmptyBecauseOthersVanished() {
    ChangingServer server = new ChangingServer(12, entries -> entries.removeAll(numbers(5)));
    assertThat(read(server)).containsExactlyElementsOf(numbers(12));
  }

  @Test
  void endsWhenTheServerGivesAPageAgain() {
    assertThatThrownBy(() -> read(search -> page(search.page(0, search.limit()), 95, 95)))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageStartingWith(
            "Paging through the runs of team/p goes round in circles: the server gave 10 of them twice.");
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
            asked -> ask(server, asked),
            entry -> Integer.valueOf(entry.project()),
            number -> number)) {
      for (List<Integer> page = pages.next(); page != null; page = pages.next()) {
        read.addAll(page);
      }
    }
    return read;
  }

  private EntriesPage ask(Function<EntriesSearch, EntriesPage> server, EntriesSearch asked) {
    limits.add(asked.limit());
    offsets.add(asked.offset());
    return server.apply(asked);
  }

  /** A page of entries that are numbered from 0 on. */
  private static EntriesPage page(EntriesSearch search, long matchingCount, int entries) {
    return page(search, matchingCount, numbers(entries));
  }

  /** A page of entries with these numbers; the number stands where entries have a project. */
  private static EntriesPage page(EntriesSearch search, long matchingCount, List<Integer> numbers) {
    int end = Math.min(numbers.size(), search.offset() + search.limit());
    return new EntriesPage(
        matchingCount,
        numbers.subList(Math.min(search.offset(), end), end).stream()
            .map(number -> new Entry(Integer.toString(number), List.of()))
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

  /** A server whose entries change after each of the first requests. */
  private static final class ChangingServer implements Function<EntriesSearch, EntriesPage> {
    static final int CHANGES = 6;

    final List<Integer> entries;
    private final Consumer<List<Integer>> change;
    private int changes;

    ChangingServer(int entries, Consumer<List<Integer>> change) {
      this.entries = new ArrayList<>(numbers(entries));
      this.change = change;
    }

    @Override
    public synchronized EntriesPage apply(EntriesSearch search) {
      EntriesPage page = page(search, entries.size(), entries);
      if (changes < CHANGES) {
        changes++;
        change.accept(entries);
      }
      return page;
    }
  }
}
