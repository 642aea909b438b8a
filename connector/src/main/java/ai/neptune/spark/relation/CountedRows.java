package ai.neptune.spark.relation;

import ai.neptune.spark.columns.SparkValues;
import java.util.stream.LongStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;

/**
 * Rows of which only their number is needed: they have no columns, and nothing is read for them.
 */
record CountedRows(long count) implements InputPartition {

  PartitionReader<InternalRow> rows() {
    InternalRow row = SparkValues.row();
    return new IteratorReader<>(LongStream.range(0, count).mapToObj(i -> row).iterator());
  }
}
