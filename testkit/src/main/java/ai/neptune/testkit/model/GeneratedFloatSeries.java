package ai.neptune.testkit.model;

/**
 * A float series of any length that is computed, not stored: steps count up by one, values are
 * pseudo-random numbers in (0, 1] that depend on the seed and the position only.
 */
public record GeneratedFloatSeries(int size, long seed, double firstStep, long firstTime)
    implements FloatSeries {

  @Override
  public int ordinaryCount() {
    return size;
  }

  @Override
  public double step(int index) {
    return firstStep + index;
  }

  @Override
  public double value(int index) {
    return ((SplitMix.at(seed, index) >>> 11) + 1) * 0x1.0p-53;
  }

  @Override
  public long time(int index) {
    return firstTime + index;
  }

  @Override
  public float completion(int index) {
    return 1f;
  }
}
