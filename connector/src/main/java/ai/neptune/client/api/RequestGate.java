package ai.neptune.client.api;

import ai.neptune.client.http.Cancellation;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Limits the API requests to one server. It lets them through in their order, a limited number at a
 * time, and none during a pause that the server asked for. After a pause it lets one through, and
 * one more for each success, so that waiting requests do not all start at once.
 */
final class RequestGate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Object> waiting = new ArrayDeque<>();

  private int inFlight;
  private int allowed = Integer.MAX_VALUE;
  private long pauseStart = System.nanoTime();
  private long pauseNanos;

  /**
   * Waits for a place; {@link #leave} gives it back.
   *
   * @param limit the number of requests in flight, this one included, up to which it may start
   * @param patience the longest wait
   * @return the nanoseconds spent waiting for a pause to end
   * @throws HttpTimeoutException if there is no place by then
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  long enter(int limit, Duration patience) throws HttpTimeoutException {
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      throw Cancellation.of(e);
    }
    Object ticket = new Object();
    waiting.addLast(ticket);
    try {
      long paused = awaitTurn(ticket, limit, deadlineNanos);
      inFlight++;
      return paused;
    } catch (InterruptedException e) {
      throw Cancellation.of(e);
    } finally {
      waiting.remove(ticket);
      changed.signalAll();
      lock.unlock();
    }
  }

  /** Gives back a place. */
  void leave() {
    lock.lock();
    try {
      inFlight--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Holds back all requests that have not been sent yet, because the server is too busy. */
  void pause(Duration duration) {
    lock.lock();
    try {
      allowed = 1;
      if (duration.toNanos() > pauseLeft()) {
        pauseStart = System.nanoTime();
        pauseNanos = duration.toNanos();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Notes that a request succeeded. */
  void succeeded() {
    lock.lock();
    try {
      if (allowed < Integer.MAX_VALUE && pauseLeft() <= 0) {
        allowed++;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The number of waiting requests. */
  int waitingCount() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private long awaitTurn(Object ticket, int limit, long deadlineNanos)
      throws InterruptedException, HttpTimeoutException {
    long paused = 0;
    while (true) {
      long pauseLeft = pauseLeft();
      if (pauseLeft <= 0 && waiting.peekFirst() == ticket && inFlight < Math.min(limit, allowed)) {
        return paused;
      }
      long start = System.nanoTime();
      if (start - deadlineNanos >= 0) {
        throw new HttpTimeoutException(
            pauseLeft > 0
                ? "The server asked to wait for another %d s".formatted(pauseLeft / 1_000_000_000)
                : "Other requests took all places that the option maxConcurrentRequests has");
      }
      long patienceLeft = deadlineNanos - start;
      changed.awaitNanos(pauseLeft > 0 ? Math.min(pauseLeft, patienceLeft) : patienceLeft);
      paused += pauseLeft > 0 ? System.nanoTime() - start : 0;
    }
  }

  private long pauseLeft() {
    return pauseNanos - (System.nanoTime() - pauseStart);
  }
}
