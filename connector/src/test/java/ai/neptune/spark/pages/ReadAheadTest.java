package ai.neptune.spark.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.errors.RetriesExhaustedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ReadAheadTest {

  @Test
  void givesAllPagesInTheOrderOfTheChunks() {
    List<Iterator<Integer>> chunks =
        IntStream.range(0, 20)
            .mapToObj(chunk -> IntStream.range(chunk * 10, chunk * 10 + 7).iterator())
            .map(chunk -> (Iterator<Integer>) chunk)
            .toList();
    try (ReadAhead<Integer> pages = new ReadAhead<>(chunks.iterator(), 3)) {
      List<Integer> read = new ArrayList<>();
      for (Integer page = pages.next(); page != null; page = pages.next()) {
        read.add(page);
      }
      assertThat(read)
          .containsExactlyElementsOf(
              IntStream.range(0, 200).filter(i -> i % 10 < 7).boxed().toList());
    }
  }

  @Test
  void readsSeveralChunksAtOnce() {
    CountDownLatch allUnderWay = new CountDownLatch(3);
    Iterator<Iterator<String>> chunks =
        Iterators.map(IntStream.range(0, 3).iterator(), i -> meeting(allUnderWay));
    try (ReadAhead<String> pages = new ReadAhead<>(chunks, 3)) {
      assertThat(pages.next()).isEqualTo("met");
    }
  }

  @Test
  void takesNoMoreChunksThanAFewToWait() {
    CountDownLatch tenth = new CountDownLatch(10);
    Iterator<Iterator<String>> chunks =
        Iterators.map(
            IntStream.range(0, 100).iterator(),
            i -> {
              tenth.countDown();
              return i == 0 ? waiting(tenth, 200) : List.of("page").iterator();
            });
    try (ReadAhead<String> pages = new ReadAhead<>(chunks, 4)) {
      assertThat(pages.next()).isEqualTo("never ended");
    }
  }

  @Test
  void takesNoMoreChunksThanItReadsAtOnce() throws Exception {
    AtomicInteger taken = new AtomicInteger();
    CountDownLatch end = new CountDownLatch(1);
    Iterator<Iterator<String>> chunks =
        Iterators.map(
            IntStream.range(0, 100).iterator(),
            i -> {
              taken.incrementAndGet();
              return i == 0 ? List.of("page").iterator() : waiting(end);
            });
    try (ReadAhead<String> pages = new ReadAhead<>(chunks, 4)) {
      assertThat(pages.next()).isEqualTo("page");
      assertThat(taken.get()).isLessThanOrEqualTo(5);
      end.countDown();
      assertThat(pages.next()).isEqualTo("ended");
    }
  }

  @Test
  void readsOnWhileTheFirstChunkIsSlow() {
    CountDownLatch fourth = new CountDownLatch(1);
    Iterator<Iterator<String>> chunks =
        Iterators.map(
            IntStream.range(0, 4).iterator(),
            i -> {
              if (i == 3) {
                fourth.countDown();
              }
              return i == 0 ? waiting(fourth) : List.of("page").iterator();
            });
    try (ReadAhead<String> pages = new ReadAhead<>(chunks, 2)) {
      assertThat(pages.next()).isEqualTo("ended");
    }
  }

  @Test
  void throwsWhatAChunkThrew() {
    Iterator<String> failing =
        Iterators.map(
            List.of(1).iterator(),
            i -> {
              throw new RetriesExhaustedException("gone");
            });
    try (ReadAhead<String> pages = new ReadAhead<>(List.of(failing).iterator(), 2)) {
      assertThatThrownBy(pages::next).isInstanceOf(RetriesExhaustedException.class);
    }
  }

  @Test
  void interruptsWhatIsUnderWayWhenClosed() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Iterator<String> blocking =
        Iterators.map(
            List.of(1).iterator(),
            i -> {
              started.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw new CancellationException();
              }
              return "never";
            });
    ReadAhead<String> pages = new ReadAhead<>(List.of(blocking).iterator(), 1);
    Thread consumer = new Thread(() -> assertThatThrownBy(pages::next));
    consumer.start();
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    pages.close();
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    consumer.interrupt();
    consumer.join();
  }

  @Test
  void givesNothingWhenThereAreNoChunks() {
    try (ReadAhead<String> pages = new ReadAhead<>(Collections.emptyIterator(), 2)) {
      assertThat(pages.next()).isNull();
    }
  }

  private static Iterator<String> waiting(CountDownLatch end) {
    return waiting(end, 10_000);
  }

  private static Iterator<String> waiting(CountDownLatch end, long millis) {
    return Iterators.map(
        List.of(1).iterator(),
        i -> {
          try {
            return end.await(millis, TimeUnit.MILLISECONDS) ? "ended" : "never ended";
          } catch (InterruptedException e) {
            throw new CancellationException();
          }
        });
  }

  private static Iterator<String> meeting(CountDownLatch allUnderWay) {
    return Iterators.map(
        List.of(1).iterator(),
        i -> {
          allUnderWay.countDown();
          try {
            return allUnderWay.await(10, TimeUnit.SECONDS) ? "met" : "alone";
          } catch (InterruptedException e) {
            throw new CancellationException();
          }
        });
  }
}
