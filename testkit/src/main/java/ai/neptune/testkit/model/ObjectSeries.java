package ai.neptune.testkit.model;

import java.util.List;

/**
 * A string, histogram or file series: values are strings, {@link Histogram}s or {@link FileRef}s.
 */
public final class ObjectSeries implements Series {
  private final double[] steps;
  private final long[] times;
  private final List<Object> values;

  /** Takes over arrays and a list of one length. */
  public ObjectSeries(double[] steps, long[] times, List<Object> values) {
    this.steps = steps;
    this.times = times;
    this.values = values;
  }

  @Override
  public int size() {
    return steps.length;
  }

  @Override
  public double step(int index) {
    return steps[index];
  }

  @Override
  public long time(int index) {
    return times[index];
  }

  /** The value of a point. */
  public Object value(int index) {
    return values.get(index);
  }
}
