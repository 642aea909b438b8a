package ai.neptune.spark.download.transfer;

import java.util.concurrent.TimeUnit;

/**
 * When a file is fetched in parts by several connections, which helps where each is slow.
 *
 * @param partBytes the size of a part, which is held in memory; with small ones the same memory
 *     serves more connections
 * @param minBytes how much of a file must be left for it
 * @param fastBytes what a connection brings in {@code slowNanos} that is not the limit: parts would
 *     only cost requests and copies
 * @param slowNanos how soon it is known that a connection is slow
 */
record Splitting(int partBytes, long minBytes, long fastBytes, long slowNanos) {

  /** Leaves room for the header of an array, for which Java would take a region of its own. */
  private static final int HEADER_BYTES = 64;

  /**
   * Slower than about 100 MB a second: as connections to object stores are, and a local one not.
   */
  static final Splitting DEFAULT =
      new Splitting(
          (2 << 20) - HEADER_BYTES, 32L << 20, 4L << 20, TimeUnit.MILLISECONDS.toNanos(40));
}
