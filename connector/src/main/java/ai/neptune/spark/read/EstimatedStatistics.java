package ai.neptune.spark.read;

import ai.neptune.spark.plan.ColumnBytes;
import ai.neptune.spark.plan.RowEstimate;
import ai.neptune.spark.pushdown.ReadRequest;
import java.util.Arrays;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.read.Statistics;

/**
 * How large a read is, for Spark to choose between joins.
 *
 * @param numRows the number of rows, if they were counted
 * @param sizeInBytes what the rows may take in memory
 */
record EstimatedStatistics(OptionalLong numRows, OptionalLong sizeInBytes) implements Statistics {

  /** What Spark adds for each row to the sizes of its columns. */
  private static final long BYTES_PER_ROW = 8;

  static EstimatedStatistics of(RowEstimate estimate, ReadRequest request) {
    long bytesPerRow =
        BYTES_PER_ROW
            + Arrays.stream(request.columns().fields())
                .mapToLong(column -> ColumnBytes.atMost(column, request.conditions()))
                .sum();
    long most = Long.MAX_VALUE / bytesPerRow;
    return new EstimatedStatistics(
        estimate.isCounted() ? OptionalLong.of(estimate.rows()) : OptionalLong.empty(),
        OptionalLong.of(Math.min(estimate.rows(), most) * bytesPerRow));
  }
}
