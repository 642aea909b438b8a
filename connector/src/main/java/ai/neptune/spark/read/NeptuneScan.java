package ai.neptune.spark.read;

import ai.neptune.client.NeptuneClient;
import ai.neptune.client.RequestMetrics;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.relation.Relation;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;

/**
 * A read of some columns of a relation. Equal by value; partitions are planned when they are first
 * asked for, and once.
 */
final class NeptuneScan implements Scan, Batch {

  private final NeptuneOptions options;
  private final Relation relation;
  private final StructType required;
  private InputPartition[] partitions;

  NeptuneScan(NeptuneOptions options, Relation relation, StructType required) {
    this.options = options;
    this.relation = relation;
    this.required = required;
  }

  @Override
  public StructType readSchema() {
    return required;
  }

  @Override
  public String description() {
    return "neptune " + options.relation().userName() + " of " + options.projectsText();
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  /** Spark would plan the partitions to find out; they are all of one kind. */
  @Override
  public ColumnarSupportMode columnarSupportMode() {
    return relation.isColumnar() ? ColumnarSupportMode.SUPPORTED : ColumnarSupportMode.UNSUPPORTED;
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return ReadMetrics.supported();
  }

  @Override
  public synchronized InputPartition[] planInputPartitions() {
    if (partitions == null) {
      NeptuneClient client =
          NeptuneClient.connect(options.connection().clientConfig(), new RequestMetrics());
      partitions = relation.plan(client, required, parallelism()).toArray(InputPartition[]::new);
    }
    return partitions.clone();
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new RelationReaderFactory(options.connection(), relation, required);
  }

  private static int parallelism() {
    return SparkSession.active().sparkContext().defaultParallelism();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NeptuneScan scan
        && options.equals(scan.options)
        && relation.equals(scan.relation)
        && required.equals(scan.required);
  }

  @Override
  public int hashCode() {
    return Objects.hash(options, relation, required);
  }
}
