package ai.neptune.spark.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How much heap is in use while something runs: all of it, garbage included, or what is alive. The
 * latter forces collections all the time, so nothing else should be measured meanwhile.
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

  /** What was alive before, in bytes. */
  long idle() {
    return idle;
  }

  /** The most that was in use, in bytes. */
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

  /** What a benchmark of memory is about. */
  @SuppressWarnings("SystemGC")
  private static void collect() {
    System.gc();
  }
}
