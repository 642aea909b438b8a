package ai.neptune.spark.read;

import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.StoredPoints;
import ai.neptune.spark.pushdown.ReadRequest;
import ai.neptune.spark.relation.Relation;
import ai.neptune.spark.source.TaskSource;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Makes the readers of a relation on the executors. */
record RelationReaderFactory(TaskSource source, Relation relation, ReadRequest request)
    implements PartitionReaderFactory {

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    RequestMetrics metrics = new RequestMetrics();
    return new MeasuredReader<>(relation.rows(connect(metrics), partition, request), metrics);
  }

  @Override
  public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
    RequestMetrics metrics = new RequestMetrics();
    return new MeasuredReader<>(relation.batches(connect(metrics), partition, request), metrics);
  }

  @Override
  public boolean supportColumnarReads(InputPartition partition) {
    return relation.isColumnar();
  }

  private NeptuneSource connect(RequestMetrics metrics) {
    NeptuneSource connected = source.connect(metrics);
    // What reads files is asked on the task's own thread, and told by it to stop.
    return connected instanceof StoredPoints ? connected : new TaskBoundSource(connected);
  }
}
