package ai.neptune.spark.pages;

import java.util.function.BooleanSupplier;

/**
 * The memory for pages that are read ahead: all readers of a JVM share it. A page is reserved room
 * before it is requested, by the size of those before it, and keeps as much as it turns out to need
 * until its rows have been used. The page that a reader waits for is requested whether there is
 * room or not, so every reader makes progress.
 */
public final class ReadBudget {

  /** Spark may use 60 % of the heap for itself, and decoding takes some too. */
  private static final int SHARE_OF_HEAP = 5;

  /** For how many pages of a reader there is room; what reads further ahead waits for it. */
  private static final long PAGES_PER_READER = 8;

  private static final long MIN_PAGE_BYTES = 512 << 10;
  private static final long MAX_PAGE_BYTES = 16 << 20;

  private static final ReadBudget OF_JVM =
      new ReadBudget(
          Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP,
          Runtime.getRuntime().availableProcessors());

  private final long totalBytes;
  private final long pageBytes;
  private long usedBytes;

  /**
   * @param totalBytes how much all pages may take together
   * @param readers how many readers there may be at once
   */
  ReadBudget(long totalBytes, int readers) {
    this.totalBytes = totalBytes;
    long share = totalBytes / (PAGES_PER_READER * readers);
    this.pageBytes = Math.max(MIN_PAGE_BYTES, Math.min(MAX_PAGE_BYTES, share));
  }

  /** The budget of this JVM. */
  public static ReadBudget ofJvm() {
    return OF_JVM;
  }

  /** How many bytes a page should hold, as decoded, so that all readers have room for several. */
  public long pageBytes() {
    return pageBytes;
  }

  /**
   * Waits until there is room, and takes it.
   *
   * @param isUrgent whether to take it at once; looked at again after {@link #wake}
   */
  synchronized void reserve(long bytes, BooleanSupplier isUrgent) throws InterruptedException {
    while (bytes > 0 && usedBytes + bytes > totalBytes && !isUrgent.getAsBoolean()) {
      wait();
    }
    usedBytes += bytes;
  }

  /** Takes more than was reserved, or gives room back when negative. */
  synchronized void add(long bytes) {
    usedBytes += bytes;
    if (bytes < 0) {
      notifyAll();
    }
  }

  /** Lets those who wait look again whether what they wait for is urgent. */
  synchronized void wake() {
    notifyAll();
  }

  synchronized long usedBytes() {
    return usedBytes;
  }
}
