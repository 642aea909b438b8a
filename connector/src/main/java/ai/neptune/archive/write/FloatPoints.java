package ai.neptune.archive.write;

/**
 * Points of one float series, which become rows together: that is many times faster than row by
 * row. One object serves many series.
 */
public final class FloatPoints {

  private static final int CAPACITY = 1024;

  final long[] unscaledSteps = new long[CAPACITY];
  final long[] timesMillis = new long[CAPACITY];
  final double[] values = new double[CAPACITY];
  private int size;
  private boolean hasNaN;

  /**
   * Adds a point.
   *
   * @param unscaledStep its step in millionths
   * @param value its value; that of a point with NaN is left out, as the exporter does
   */
  public void add(long unscaledStep, long timeMillis, double value) {
    unscaledSteps[size] = unscaledStep;
    timesMillis[size] = timeMillis;
    values[size++] = value;
    hasNaN |= Double.isNaN(value);
  }

  public int size() {
    return size;
  }

  /** Whether no point can be added. */
  public boolean isFull() {
    return size == CAPACITY;
  }

  public void clear() {
    size = 0;
    hasNaN = false;
  }

  /** Whether any has no number. */
  boolean hasNaN() {
    return hasNaN;
  }
}
