package ai.neptune.spark.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is read ahead keeps within a budget of bytes, and ends whatever happens. */
@Timeout(30)
final class ReadBudgetTest {

  private static final long PAGE = 1_000_000;

  private final AtomicLong inMemory = new AtomicLong();
  private final AtomicLong most = new AtomicLong();

  @Test
  void allReadersOfAJvmTogetherHoldNoMoreThanTheBudgetAndAPageEach() {
    ReadBudget budget = new ReadBudget(10 * PAGE, 1);
    List<ReadAhead<Long>> readers = Stream.generate(() -> reader(budget, 20)).limit(6).toList();

    long pages = 0;
    for (int page = 0; page < 6 * 20; page++) {
      for (ReadAhead<Long> reader : readers) {
        Long next = reader.next();
        if (next != null) {
          pages++;
          inMemory.addAndGet(-next);
        }
      }
    }

    assertThat(pages).isEqualTo(6 * 20 * 6);
    // The page in the hand of every reader, and the one that each waits for.
    assertThat(most.get()).isLessThanOrEqualTo((10 + 2 * 6) * PAGE);
    readers.forEach(ReadAhead::close);
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void aPageLargerThanTheBudgetIsReadAllTheSame() {
    ReadBudget budget = new ReadBudget(10, 1);
    try (ReadAhead<Long> reader = reader(budget, 3)) {
      List<Long> pages = new ArrayList<>();
      for (Long page = reader.next(); page != null; page = reader.next()) {
        pages.add(page);
      }
      assertThat(pages).hasSize(18);
    }
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void aReaderThatIsClosedEarlyGivesItsRoomBack() throws InterruptedException {
    ReadBudget budget = new ReadBudget(10 * PAGE, 1);
    ReadAhead<Long> reader = reader(budget, 20);
    reader.next();
    reader.close();
    budget.reserve(10 * PAGE, () -> false);
    assertThat(budget.usedBytes()).isEqualTo(10 * PAGE);
  }

  @Test
  void aFailureIsThrownAgainWhoeverAsks() {
    Iterator<Long> failing =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Long next() {
            throw new OutOfMemoryError("no room");
          }
        };
    try (ReadAhead<Long> reader = new ReadAhead<>(Collections.nCopies(2, failing).iterator(), 2)) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(reader::next)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("no room");
      }
    }
  }

  @Test
  void aChunkThatCannotBeTakenIsAFailureForGood() {
    Iterator<Iterator<Long>> chunks =
        Iterators.map(
            List.of(1).iterator(),
            i -> {
              throw new OutOfMemoryError("no thread");
            });
    try (ReadAhead<Long> reader = new ReadAhead<>(chunks, 2)) {
      assertThatThrownBy(reader::next).isInstanceOf(OutOfMemoryError.class);
      assertThatThrownBy(reader::next).hasMessageContaining("no thread");
    }
  }

  @Test
  void sizesGrowAtOnceAndShrinkSlowly() {
    LearnedSize size = new LearnedSize(1_000);
    assertThat(size.itemsIn(10_000, 100)).isEqualTo(10);
    size.observe(10, 100);
    assertThat(size.itemsIn(10_000, 100)).isEqualTo(100);
    size.observe(1, 4_000);
    assertThat(size.itemsIn(10_000, 100)).isEqualTo(2);
    size.observe(1, 0);
    assertThat(size.itemsIn(10_000, 100)).isEqualTo(5);
    assertThat(size.itemsIn(1, 100)).isEqualTo(1);
  }

  /** Six chunks of pages, each counted from when it is made until the test takes it. */
  private ReadAhead<Long> reader(ReadBudget budget, int pagesPerChunk) {
    Iterator<Iterator<Long>> chunks =
        Iterators.map(
            IntStream.range(0, 6).iterator(),
            chunk ->
                Iterators.map(
                    IntStream.range(0, pagesPerChunk).iterator(),
                    page -> {
                      most.accumulateAndGet(inMemory.addAndGet(PAGE), Math::max);
                      return PAGE;
                    }));
    return new ReadAhead<>(chunks, 3, budget, page -> page);
  }
}
