package ai.neptune.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestGateTest {

  private final RequestGate gate = new RequestGate();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  void letsNoMoreInThanEachAllows() throws Exception {
    gate.enter(2);
    gate.enter(2);
    Future<Long> third = threads.submit(() -> gate.enter(2));
    awaitWaiting(1);
    assertThat(third.isDone()).isFalse();

    gate.leave();

    third.get();
    assertThat(gate.enter(3)).as("one who allows more is let in beside two others").isZero();
  }

  @Test
  void letsThoseWhoWaitInByTurns() throws Exception {
    gate.enter(1);
    List<Integer> order = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Future<?>> users = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      users.add(threads.submit(() -> enterAndLeave(number, order)));
      awaitWaiting(i + 1);
    }

    gate.leave();
    for (Future<?> user : users) {
      user.get();
    }

    assertThat(order).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void letsNoneInDuringAPauseAndTellsHowLongItWas() {
    Duration pause = Duration.ofMillis(150);
    gate.pause(pause);
    long start = System.nanoTime();

    long paused = gate.enter(8);

    assertThat(System.nanoTime() - start).isGreaterThan(pause.toNanos() * 9 / 10);
    assertThat(paused).isBetween(1L, System.nanoTime() - start);
  }

  @Test
  void afterAPauseOneIsLetInAndOneMoreForEachThatSucceeds() throws Exception {
    gate.pause(Duration.ofMillis(1));
    gate.enter(8);
    Future<Long> second = threads.submit(() -> gate.enter(8));
    awaitWaiting(1);
    assertThat(second.isDone()).isFalse();

    gate.succeeded();

    second.get();
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    gate.enter(1);
    Thread.currentThread().interrupt();

    Throwable thrown = catchThrowable(() -> gate.enter(1));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown).isInstanceOf(CancellationException.class);
    gate.leave();
    assertThat(gate.enter(1)).isZero();
  }

  @Test
  void oneWhoGaveUpWaitingBlocksNobody() throws Exception {
    gate.enter(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    Future<?> impatient =
        threads.submit(
            () -> {
              try {
                gate.enter(1);
              } catch (CancellationException e) {
                cancelled.countDown();
              }
            });
    awaitWaiting(1);
    Future<Long> next = threads.submit(() -> gate.enter(1));
    awaitWaiting(2);

    impatient.cancel(true);
    cancelled.await();
    gate.leave();

    assertThat(next.get()).isZero();
  }

  private void enterAndLeave(int number, List<Integer> order) {
    gate.enter(1);
    order.add(number);
    gate.leave();
  }

  private void awaitWaiting(int count) throws InterruptedException {
    while (gate.waitingCount() < count) {
      Thread.sleep(1);
    }
  }
}
