package ai.neptune.spark.relation;

import ai.neptune.spark.columns.SparkValues;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Rows that only need to be counted: they have no columns, and nothing is read for them. */
record CountedRows(long count) implements InputPartition {

  PartitionReader<InternalRow> rows() {
    return new PartitionReader<>() {
      private final InternalRow row = SparkValues.row();
      private long given;

      @Override
      public boolean next() {
        return given++ < count;
      }

      @Override
      public InternalRow get() {
        return row;
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }
}
