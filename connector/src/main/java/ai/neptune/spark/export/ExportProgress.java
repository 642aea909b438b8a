package ai.neptune.spark.export;

import ai.neptune.spark.export.RunOutcome.Status;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Objects;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/** The counts of an export, which the Spark UI shows by stage and task. */
final class ExportProgress implements Serializable {

  private static final long serialVersionUID = 1L;

  private final EnumMap<Status, LongAccumulator> runs = new EnumMap<>(Status.class);
  private final LongAccumulator points;

  ExportProgress(SparkContext spark) {
    for (Status status : Status.values()) {
      runs.put(status, spark.longAccumulator("Neptune runs " + status.text()));
    }
    this.points = spark.longAccumulator("Neptune points exported");
  }

  void add(RunOutcome outcome) {
    runs(outcome.status()).add(1L);
    points.add(outcome.points());
  }

  /** Each status has an accumulator. */
  private LongAccumulator runs(Status status) {
    return Objects.requireNonNull(runs.get(status));
  }

  /** The counts in words. */
  String describe() {
    return "%,d runs exported, %,d failed, %,d points"
        .formatted(runs(Status.EXPORTED).value(), runs(Status.FAILED).value(), points.value());
  }
}
