package ai.neptune.spark.download.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FinishedTransfersTest {

  /** Longer than a test may last. */
  private static final long LONG = 120_000;

  private final FinishedTransfers<String> finished = new FinishedTransfers<>(3);
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    thread.shutdownNow();
  }

  @Test
  void givesWhatIsReadyInItsOrder() throws Exception {
    finished.add("a");
    finished.add("b");
    finished.add("c");
    finished.add("d");

    assertThat(finished.poll(4, LONG)).isEqualTo("a");
    assertThat(finished.poll(3, LONG)).isEqualTo("b");
    assertThat(finished.poll(2, LONG)).isEqualTo("c");
    assertThat(finished.poll(1, LONG)).isEqualTo("d");
  }

  @Test
  void wakesTheThreadThatWaitsWhenThereAreEnough() throws Exception {
    Future<String> first = thread.submit(() -> finished.poll(10, LONG));
    finished.add("a");
    finished.add("b");
    assertThat(first).isNotDone();
    finished.add("c");

    assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("a");
  }

  @Test
  void waitsForNoMoreThanAreUnderWay() throws Exception {
    finished.add("a");

    assertThat(finished.poll(1, LONG)).isEqualTo("a");
  }

  @Test
  void givesFewerWhenTimeIsUp() throws Exception {
    assertThat(finished.poll(10, 1)).isNull();
    finished.add("a");

    assertThat(finished.poll(10, 1)).isEqualTo("a");
  }

  @Test
  void letsNothingUrgentWait() throws Exception {
    finished.addUrgent("a");

    assertThat(finished.poll(10, LONG)).isEqualTo("a");
    Future<String> next = thread.submit(() -> finished.poll(10, LONG));
    finished.addUrgent("b");
    assertThat(next.get(30, TimeUnit.SECONDS)).isEqualTo("b");
  }
}
