package ai.neptune.spark.read;

import ai.neptune.spark.plan.RowEstimate;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.types.StructType;

/**
 * How large a read is, for Spark to choose between joins.
 *
 * @param numRows the number of rows, if they were counted
 * @param sizeInBytes about what the rows take in memory
 */
record EstimatedStatistics(OptionalLong numRows, OptionalLong sizeInBytes) implements Statistics {

  /** What Spark adds for each row to the sizes of its columns. */
  private static final long BYTES_PER_ROW = 8;

  static EstimatedStatistics of(RowEstimate estimate, StructType columns) {
    long bytesPerRow = BYTES_PER_ROW + columns.defaultSize();
    long most = Long.MAX_VALUE / bytesPerRow;
    return new EstimatedStatistics(
        estimate.isCounted() ? OptionalLong.of(estimate.rows()) : OptionalLong.empty(),
        OptionalLong.of(Math.min(estimate.rows(), most) * bytesPerRow));
  }
}
