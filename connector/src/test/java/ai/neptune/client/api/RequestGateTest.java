package ai.neptune.client.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.http.HttpTimeoutException;
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

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RequestGate gate = new RequestGate();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  void letsNoMoreInThanEachAllows() throws Exception {
    gate.enter(2, PATIENCE);
    gate.enter(2, PATIENCE);
    Future<Long> third = threads.submit(() -> gate.enter(2, PATIENCE));
    awaitWaiting(1);
    assertThat(third.isDone()).isFalse();

    gate.leave();

    third.get();
    assertThat(gate.enter(3, PATIENCE))
        .as("one who allows more is let in beside two others")
        .isZero();
  }

  @Test
  void letsThoseWhoWaitInByTurns() throws Exception {
    gate.enter(1, PATIENCE);
    List<Integer> order = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Future<?>> users = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      users.add(
          threads.submit(
              () -> {
                enterAndLeave(number, order);
                return null;
              }));
      awaitWaiting(i + 1);
    }

    gate.leave();
    for (Future<?> user : users) {
      user.get();
    }

    assertThat(order).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void letsNoneInDuringAPauseAndTellsHowLongItWas() throws Exception {
    Duration pause = Duration.ofMillis(150);
    gate.pause(pause);
    long start = System.nanoTime();

    long paused = gate.enter(8, PATIENCE);

    assertThat(System.nanoTime() - start).isGreaterThan(pause.toNanos() * 9 / 10);
    assertThat(paused).isBetween(1L, System.nanoTime() - start);
  }

  @Test
  void afterAPauseOneIsLetInAndOneMoreForEachThatSucceeds() throws Exception {
    gate.pause(Duration.ofMillis(1));
    gate.enter(8, PATIENCE);
    Future<Long> second = threads.submit(() -> gate.enter(8, PATIENCE));
    awaitWaiting(1);
    assertThat(second.isDone()).isFalse();

    gate.succeeded();

    second.get();
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    gate.enter(1, PATIENCE);
    Thread.currentThread().interrupt();

    Throwable thrown = catchThrowable(() -> gate.enter(1, PATIENCE));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown).isInstanceOf(CancellationException.class);
    gate.leave();
    assertThat(gate.enter(1, PATIENCE)).isZero();
  }

  @Test
  void oneWhoGaveUpWaitingBlocksNobody() throws Exception {
    gate.enter(1, PATIENCE);
    CountDownLatch cancelled = new CountDownLatch(1);
    Future<?> impatient =
        threads.submit(
            () -> {
              try {
                return gate.enter(1, PATIENCE);
              } catch (CancellationException e) {
                cancelled.countDown();
                throw e;
              }
            });
    awaitWaiting(1);
    Future<Long> next = threads.submit(() -> gate.enter(1, PATIENCE));
    awaitWaiting(2);

    impatient.cancel(true);
    cancelled.await();
    gate.leave();

    assertThat(next.get()).isZero();
  }

  @Test
  void nobodyWaitsLongerThanPatienceLasts() throws Exception {
    gate.pause(Duration.ofHours(1));

    assertThatThrownBy(() -> gate.enter(1, Duration.ofMillis(50)))
        .isInstanceOf(HttpTimeoutException.class)
        .hasMessageContaining("asked to wait for another");
    assertThat(gate.waitingCount()).isZero();
  }

  @Test
  void aPlaceThatDoesNotBecomeFreeIsNotWaitedForForEver() throws Exception {
    gate.enter(1, PATIENCE);

    assertThatThrownBy(() -> gate.enter(1, Duration.ofMillis(50)))
        .isInstanceOf(HttpTimeoutException.class)
        .hasMessageContaining("maxConcurrentRequests");
    gate.leave();
    assertThat(gate.enter(1, PATIENCE)).isZero();
  }

  private void enterAndLeave(int number, List<Integer> order) throws HttpTimeoutException {
    gate.enter(1, PATIENCE);
    order.add(number);
    gate.leave();
  }

  private void awaitWaiting(int count) throws InterruptedException {
    while (gate.waitingCount() < count) {
      Thread.sleep(1);
    }
  }
}
