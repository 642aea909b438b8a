package ai.neptune.testkit.api;

import ai.neptune.protocol.Bucket;
import ai.neptune.protocol.BucketPoint;

/** Summarises the points of one bucket, added by ascending step. */
final class BucketFill {
  private final Bucket.Builder bucket;
  private long finiteCount;
  private long nanCount;
  private long positiveInfinityCount;
  private long negativeInfinityCount;
  private double lastStep;
  private double lastValue;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double sum;

  BucketFill(int index, double from, double to) {
    this.bucket = Bucket.newBuilder().setIndex(index).setFromX(from).setToX(to);
  }

  void add(double step, double value) {
    if (Double.isNaN(value)) {
      nanCount++;
    } else if (value == Double.POSITIVE_INFINITY) {
      positiveInfinityCount++;
    } else if (value == Double.NEGATIVE_INFINITY) {
      negativeInfinityCount++;
    } else {
      if (finiteCount++ == 0) {
        bucket.setFirst(point(step, value));
      }
      lastStep = step;
      lastValue = value;
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
    }
  }

  Bucket bucket() {
    bucket
        .setFinitePointCount(finiteCount)
        .setNanCount(nanCount)
        .setPositiveInfCount(positiveInfinityCount)
        .setNegativeInfCount(negativeInfinityCount);
    if (finiteCount > 0) {
      bucket.setLast(point(lastStep, lastValue)).setLocalMin(min).setLocalMax(max).setLocalSum(sum);
    }
    return bucket.build();
  }

  private static BucketPoint point(double step, double value) {
    return BucketPoint.newBuilder().setX(step).setY(value).build();
  }
}
