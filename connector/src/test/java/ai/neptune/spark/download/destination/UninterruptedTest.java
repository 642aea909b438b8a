package ai.neptune.spark.download.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class UninterruptedTest {

  @Test
  void anInterruptWhileCleaningDoesNotReachIt() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicBoolean cleaned = new AtomicBoolean();
    AtomicBoolean interruptedAfterwards = new AtomicBoolean();
    Thread task =
        new Thread(
            () -> {
              Uninterrupted.run(
                  () -> {
                    begun.countDown();
                    cleaned.set(endsUndisturbed(mayEnd));
                  });
              interruptedAfterwards.set(Thread.currentThread().isInterrupted());
            });
    task.start();
    begun.await();
    task.interrupt();
    mayEnd.countDown();
    task.join();

    assertThat(cleaned).isTrue();
    assertThat(interruptedAfterwards).isTrue();
  }

  @Test
  void cleansUpForAThreadThatIsInterruptedAlready() {
    AtomicBoolean interrupted = new AtomicBoolean(true);
    Thread.currentThread().interrupt();
    Uninterrupted.run(() -> interrupted.set(Thread.currentThread().isInterrupted()));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(interrupted).isFalse();
  }

  @Test
  void failsAsTheCleaningFails() {
    IllegalStateException failure = new IllegalStateException("no");
    assertThatThrownBy(
            () ->
                Uninterrupted.run(
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }

  private static boolean endsUndisturbed(CountDownLatch mayEnd) {
    try {
      return mayEnd.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
