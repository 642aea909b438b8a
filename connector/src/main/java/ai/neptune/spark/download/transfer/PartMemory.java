package ai.neptune.spark.download.transfer;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The memory for parts of files that are fetched ahead, shared by all tasks of a JVM: an executor
 * with many cores needs no more of it than one with few. Safe for use by several threads.
 */
final class PartMemory {

  /** At most an eighth of the heap, and 256 MiB. */
  static final PartMemory OF_JVM =
      new PartMemory(Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8));

  private final int parts;
  private final Semaphore free;
  private final Queue<byte[]> spare = new ConcurrentLinkedQueue<>();

  PartMemory(long bytes) {
    this.parts = (int) Math.max(1, bytes / Splitting.DEFAULT.partBytes());
    this.free = new Semaphore(parts);
  }

  /** A buffer of at least so many bytes, to be given back; null if as many are in use as may be. */
  byte @Nullable [] take(int length) {
    if (!free.tryAcquire()) {
      return null;
    }
    byte[] used = spare.poll();
    return used != null && used.length == length ? used : new byte[length];
  }

  void giveBack(byte[] buffer) {
    spare.add(buffer);
    free.release();
    if (free.availablePermits() == parts) {
      // Nobody fetches parts any more.
      spare.clear();
    }
  }

  /** How many buffers are in use. */
  int inUse() {
    return parts - free.availablePermits();
  }
}
