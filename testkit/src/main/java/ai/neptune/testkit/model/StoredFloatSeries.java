package ai.neptune.testkit.model;

import org.jspecify.annotations.Nullable;

/** A float series whose points are held in memory. */
public final class StoredFloatSeries implements FloatSeries {
  private final double[] steps;
  private final double[] values;
  private final long[] times;
  // Null when there is no preview, as is usual.
  private final float @Nullable [] completions;
  private final int ordinaryCount;

  /** Takes over arrays of one length; {@code completions} may be null: no previews. */
  public StoredFloatSeries(
      double[] steps, double[] values, long[] times, float @Nullable [] completions) {
    this.steps = steps;
    this.values = values;
    this.times = times;
    this.completions = completions;
    this.ordinaryCount = countOrdinary(completions, steps.length);
  }

  @Override
  public int size() {
    return steps.length;
  }

  @Override
  public int ordinaryCount() {
    return ordinaryCount;
  }

  @Override
  public double step(int index) {
    return steps[index];
  }

  @Override
  public double value(int index) {
    return values[index];
  }

  @Override
  public long time(int index) {
    return times[index];
  }

  @Override
  public float completion(int index) {
    return completions == null ? 1f : completions[index];
  }

  private static int countOrdinary(float @Nullable [] completions, int size) {
    if (completions == null) {
      return size;
    }
    int count = 0;
    while (count < size && completions[count] == 1f) {
      count++;
    }
    return count;
  }
}
