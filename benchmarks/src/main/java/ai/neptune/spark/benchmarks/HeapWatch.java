package ai.neptune.spark.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Measures the heap in use while work runs: either all of it, including garbage, or only live
 * objects. The latter forces a garbage collection all the time, so the time must not be measured in
 * the same run.
 */
final class HeapWatch implements AutoCloseable {

  private static final long MILLIS_BETWEEN_LOOKS = 5;
  private static final long MILLIS_BETWEEN_COLLECTIONS = 100;

  private final boolean live;
  private final long idle;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile long peak;

  HeapWatch(boolean live) {
    this.live = live;
    collect();
    this.idle = used();
    this.thread = new Thread(this::watch, "heap-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** The live heap before the work, in bytes. */
  long idle() {
    return idle;
  }

  /** The peak of the heap in use, in bytes. */
  long peak() {
    return peak;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    try {
      do {
        if (live) {
          collect();
        }
        peak = Math.max(peak, used());
      } while (!closed.await(
          live ? MILLIS_BETWEEN_COLLECTIONS : MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Collects garbage: only live objects count. */
  @SuppressWarnings("SystemGC")
  private static void collect() {
    System.gc();
  }
}
