package ai.neptune.testkit.model;

/**
 * The points that one run itself has logged to a float series, by ascending step. Previews, if any,
 * are the last points (docs/protocol.md, 2).
 */
public interface FloatSeries extends Series {

  /** The value of a point; may be NaN or infinite. */
  double value(int index);

  /** The completion ratio of a point: 1 for an ordinary one, below 1 for a preview. */
  float completion(int index);

  /** The number of points before the first preview. */
  int ordinaryCount();
}
