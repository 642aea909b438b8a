package ai.neptune.spark.read;

import ai.neptune.client.RequestMetrics;
import java.io.IOException;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;

/** A reader that tells Spark what its requests cost. */
final class MeasuredReader<T> implements PartitionReader<T> {

  private final PartitionReader<T> reader;
  private final RequestMetrics metrics;

  MeasuredReader(PartitionReader<T> reader, RequestMetrics metrics) {
    this.reader = reader;
    this.metrics = metrics;
  }

  @Override
  public boolean next() throws IOException {
    return reader.next();
  }

  @Override
  public T get() {
    return reader.get();
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return ReadMetrics.of(metrics);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
