package ai.neptune.spark.relation;

import ai.neptune.client.NeptuneSource;
import ai.neptune.spark.plan.ReadPlan;
import ai.neptune.spark.plan.RowEstimate;
import ai.neptune.spark.pushdown.PushableColumn;
import ai.neptune.spark.pushdown.ReadRequest;
import java.io.Serializable;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * A relation bound to its options. It travels to the executors, where its readers work; it is equal
 * by value, so that Spark can tell that two reads are the same.
 */
public interface Relation extends Serializable {

  /** All columns. */
  StructType schema();

  /**
   * The columns that predicates can be pushed on, by name (docs/push-down.md, "What is pushed").
   */
  Map<String, PushableColumn> pushable();

  /** Whether a row is an experiment or run, so that its rows can be counted and limited. */
  default boolean hasRowPerRun() {
    return false;
  }

  /**
   * Finds out what tasks read; asked on the driver.
   *
   * @param request what Spark needs of this relation, the same for readers
   * @param parallelism how many tasks can run at once
   */
  ReadPlan plan(NeptuneSource source, ReadRequest request, int parallelism);

  /**
   * How many rows a read has; asked on the driver, where Spark chooses between joins. It costs one
   * request for each project, for the number of experiments or runs, or two if there are none.
   */
  RowEstimate estimate(NeptuneSource source, ReadRequest request);

  /** Whether what is read depends on points that runs inherit from those they were forked from. */
  default boolean inheritsPoints(ReadRequest request) {
    return false;
  }

  /** Whether the times are read at which points of series were logged. */
  default boolean readsTimesOfPoints(ReadRequest request) {
    return false;
  }

  /** Whether partitions are read in columns rather than in rows. */
  default boolean isColumnar() {
    return false;
  }

  /** The rows of a partition that was planned, with the required columns in their order. */
  default PartitionReader<InternalRow> rows(
      NeptuneSource source, InputPartition partition, ReadRequest request) {
    throw new UnsupportedOperationException("This relation is read in columns.");
  }

  /**
   * The rows of a partition that was planned, in batches of columns, with the required columns in
   * their order.
   */
  default PartitionReader<ColumnarBatch> batches(
      NeptuneSource source, InputPartition partition, ReadRequest request) {
    throw new UnsupportedOperationException("This relation is read in rows.");
  }
}
