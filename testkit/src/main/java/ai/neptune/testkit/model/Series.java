package ai.neptune.testkit.model;

/** The points that a run itself has logged to a series, by ascending step. */
public interface Series {

  /** The number of points, previews included. */
  int size();

  /** The step of a point. */
  double step(int index);

  /** The time of a point in epoch milliseconds. */
  long time(int index);

  /** The number of points with a step up to a bound. */
  default int countUpTo(double bound, boolean inclusive) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      double step = step(middle);
      if (step < bound || (inclusive && step == bound)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
