package ai.neptune.spark.download.transfer;

import java.util.concurrent.TimeUnit;

/**
 * When a file is fetched in parts by several connections, which helps where each is slow.
 *
 * @param partBytes the size of a part, which is held in memory
 * @param minBytes how much of a file must be left for it
 * @param slowNanos how long one connection must take for as many bytes as a part has; a faster one
 *     is not the limit, and parts would only cost requests and copies
 */
record Splitting(int partBytes, long minBytes, long slowNanos) {

  /**
   * Slower than about 100 MB a second: as connections to object stores are, and a local one not.
   */
  static final Splitting DEFAULT =
      new Splitting(4 << 20, 32L << 20, TimeUnit.MILLISECONDS.toNanos(40));
}
