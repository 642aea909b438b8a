package ai.neptune.spark.relation;

import ai.neptune.client.NeptuneSource;
import java.io.Serializable;
import java.util.List;
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
   * What each task reads; asked on the driver.
   *
   * @param required the columns that will be read
   * @param parallelism how many tasks can run at once
   */
  List<? extends InputPartition> plan(NeptuneSource source, StructType required, int parallelism);

  /** Whether partitions are read in columns rather than in rows. */
  default boolean isColumnar() {
    return false;
  }

  /** The rows of a partition that was planned, with the required columns in their order. */
  default PartitionReader<InternalRow> rows(
      NeptuneSource source, InputPartition partition, StructType required) {
    throw new UnsupportedOperationException("This relation is read in columns.");
  }

  /**
   * The rows of a partition that was planned, in batches of columns, with the required columns in
   * their order.
   */
  default PartitionReader<ColumnarBatch> batches(
      NeptuneSource source, InputPartition partition, StructType required) {
    throw new UnsupportedOperationException("This relation is read in rows.");
  }
}
