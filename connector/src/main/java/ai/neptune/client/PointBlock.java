package ai.neptune.client;

import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Points of float series, in columns. Blocks are small enough for the garbage collector to treat
 * their arrays like any others, and are reused, so that a read of any length needs only a few.
 * Unused blocks are kept only while the JVM has memory to spare.
 */
public final class PointBlock {

  /** The number of points in a full block. */
  public static final int CAPACITY = 1 << 14;

  /** About 120 MB; further blocks are left to the garbage collector. */
  private static final int MOST_KEPT = 256;

  private static final ConcurrentLinkedDeque<SoftReference<PointBlock>> KEPT =
      new ConcurrentLinkedDeque<>();
  private static final AtomicInteger KEPT_COUNT = new AtomicInteger();

  private final double[] steps = new double[CAPACITY];
  private final double[] values = new double[CAPACITY];
  private final long[] timestampsMillis = new long[CAPACITY];
  private final boolean[] previews = new boolean[CAPACITY];
  private final float[] completions = new float[CAPACITY];

  private PointBlock() {}

  /** A block for one user, with arbitrary content. */
  public static PointBlock take() {
    for (var kept = KEPT.poll(); kept != null; kept = KEPT.poll()) {
      KEPT_COUNT.decrementAndGet();
      PointBlock block = kept.get();
      if (block != null) {
        return block;
      }
    }
    return new PointBlock();
  }

  /** Gives the block back. Its user may not touch it afterwards. */
  public void release() {
    if (KEPT_COUNT.incrementAndGet() <= MOST_KEPT) {
      KEPT.push(new SoftReference<>(this));
    } else {
      KEPT_COUNT.decrementAndGet();
    }
  }

  /** Moves points towards the start of the block, over others that are not wanted. */
  public void move(int from, int to, int count) {
    System.arraycopy(steps, from, steps, to, count);
    System.arraycopy(values, from, values, to, count);
    System.arraycopy(timestampsMillis, from, timestampsMillis, to, count);
    System.arraycopy(previews, from, previews, to, count);
    System.arraycopy(completions, from, completions, to, count);
  }

  /** Steps. */
  public double[] steps() {
    return steps;
  }

  /** Values; NaN and infinities as they are. */
  public double[] values() {
    return values;
  }

  /** Times in epoch milliseconds. */
  public long[] timestampsMillis() {
    return timestampsMillis;
  }

  /** Whether points are previews. */
  public boolean[] previews() {
    return previews;
  }

  /** How complete points are: 1.0 for ordinary points, below for previews. */
  public float[] completions() {
    return completions;
  }
}
