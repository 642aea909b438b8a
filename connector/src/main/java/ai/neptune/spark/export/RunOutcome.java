package ai.neptune.spark.export;

import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * How the export of a run ended, or that of one of its parts.
 *
 * @param experiment the name of its experiment, or null
 * @param bytes of its parts and of its files
 * @param error why it failed, or what an archive cannot hold of it; or null
 * @param staged where a part waits for the others, relative to the destination; or null
 */
record RunOutcome(
    String project,
    String run,
    @Nullable String experiment,
    Status status,
    long attributes,
    long points,
    long files,
    long bytes,
    @Nullable String error,
    @Nullable String staged)
    implements Serializable {

  /** The columns of the result (docs/exports.md, "Result"). */
  static final StructType SCHEMA =
      new StructType()
          .add("project", DataTypes.StringType)
          .add("run", DataTypes.StringType)
          .add("experiment", DataTypes.StringType)
          .add("status", DataTypes.StringType)
          .add("attributes", DataTypes.LongType)
          .add("points", DataTypes.LongType)
          .add("files", DataTypes.LongType)
          .add("bytes", DataTypes.LongType)
          .add("error", DataTypes.StringType);

  /** How an export of a run can end. */
  enum Status {
    EXPORTED("exported"),
    KEPT("kept"),
    FAILED("failed");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  static RunOutcome failed(String project, String run, @Nullable String error) {
    return new RunOutcome(project, run, null, Status.FAILED, 0, 0, 0, 0, error, null);
  }

  boolean isFailed() {
    return status == Status.FAILED;
  }

  /** The outcome of a run of which two parts are known. */
  RunOutcome with(RunOutcome other) {
    if (isFailed() || other.isFailed()) {
      return failed(project, run, isFailed() ? error : other.error);
    }
    return new RunOutcome(
        project,
        run,
        experiment == null ? other.experiment : experiment,
        status,
        attributes + other.attributes,
        points + other.points,
        files + other.files,
        bytes + other.bytes,
        error == null || error.equals(other.error)
            ? other.error
            : other.error == null ? error : error + " " + other.error,
        null);
  }

  Row row() {
    return RowFactory.create(
        project, run, experiment, status.text(), attributes, points, files, bytes, error);
  }
}
