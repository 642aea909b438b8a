package ai.neptune.spark.download.transfer;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * What becomes of transfers, on its way from their threads to the one that waits for it. It is
 * woken for several at a time: to wake it for each costs about as much as to receive a small file.
 *
 * @param <T> what becomes of one
 */
final class FinishedTransfers<T> {

  private final int bundle;
  private Queue<T> ready = new ArrayDeque<>();
  private Queue<T> taken = new ArrayDeque<>();
  private int awaited = Integer.MAX_VALUE;

  /**
   * @param bundle how many wake the thread that waits
   */
  FinishedTransfers(int bundle) {
    this.bundle = bundle;
  }

  synchronized void add(T finished) {
    ready.add(finished);
    if (ready.size() >= awaited) {
      notifyAll();
    }
  }

  /** Adds what cannot wait until there are more. */
  synchronized void addUrgent(T finished) {
    ready.add(finished);
    awaited = 0;
    notifyAll();
  }

  /** Whether nothing is left of what was taken last, so that the next call may wait. */
  boolean isBundleEmpty() {
    return taken.isEmpty();
  }

  /**
   * The next one. Waits for as many as wake it, or all that are under way if these are fewer, but
   * some time at most.
   *
   * @param underWay how many have been begun and not been given by this method
   * @return null if there is none
   */
  T poll(int underWay, long millis) throws InterruptedException {
    if (taken.isEmpty()) {
      take(Math.min(bundle, underWay), millis);
    }
    return taken.poll();
  }

  private synchronized void take(int enough, long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    awaited = Math.min(awaited, enough);
    while (ready.size() < awaited) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    awaited = Integer.MAX_VALUE;
    Queue<T> empty = taken;
    taken = ready;
    ready = empty;
  }
}
