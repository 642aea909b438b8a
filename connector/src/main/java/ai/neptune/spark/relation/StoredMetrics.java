package ai.neptune.spark.relation;

import ai.neptune.client.StoredPoints;
import ai.neptune.spark.columns.BooleanVector;
import ai.neptune.spark.columns.DictionaryStringVector;
import ai.neptune.spark.columns.DoubleVector;
import ai.neptune.spark.columns.FloatAsDoubleVector;
import ai.neptune.spark.columns.MillisTimestampVector;
import ai.neptune.spark.columns.RunLengthStringVector;
import ai.neptune.spark.plan.RunsPartition;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Points of float series as they are stored in files, in batches of columns. */
final class StoredMetrics implements PartitionReader<ColumnarBatch> {

  private final Supplier<StoredPoints.PointStream> source;
  private final RunsPartition partition;
  private final String[] columns;
  private final UTF8String[] runs;

  @SuppressWarnings("NullAway.Init") // Spark calls next() first.
  private StoredPoints.PointStream points;

  private @Nullable List<String> encoded;
  private UTF8String[] attributes = new UTF8String[0];
  private boolean[] noPreviews = new boolean[0];
  private float[] complete = new float[0];

  /**
   * @param source where the points come from; asked when the first are needed
   * @param required the columns that are needed; one that is no column of points is that of names
   */
  StoredMetrics(
      Supplier<StoredPoints.PointStream> source, RunsPartition partition, StructType required) {
    this.source = source;
    this.partition = partition;
    this.columns = required.fieldNames();
    this.runs = new UTF8String[partition.size()];
    Arrays.setAll(runs, i -> UTF8String.fromString(partition.name(i)));
  }

  @Override
  public boolean next() {
    if (points == null) {
      points = source.get();
    }
    return points.next();
  }

  @Override
  public ColumnarBatch get() {
    ColumnVector[] vectors = Arrays.stream(columns).map(this::vector).toArray(ColumnVector[]::new);
    return new ColumnarBatch(vectors, points.size());
  }

  private ColumnVector vector(String column) {
    return switch (column) {
      case FixedColumns.PROJECT ->
          new RunLengthStringVector(
              new UTF8String[] {UTF8String.fromString(partition.project())},
              new int[] {points.size()});
      case FixedColumns.ATTRIBUTE -> new DictionaryStringVector(names(), points.attributes());
      case FixedColumns.STEP -> new DoubleVector(points.steps());
      case MetricsRelation.VALUE -> new DoubleVector(points.values());
      case FixedColumns.ABSOLUTE_TIME -> new MillisTimestampVector(points.timestampsMillis());
      case MetricsRelation.IS_PREVIEW -> new BooleanVector(noPreviews());
      case MetricsRelation.PREVIEW_COMPLETION -> new FloatAsDoubleVector(complete());
      default -> new DictionaryStringVector(runs, points.runs());
    };
  }

  /** The names by their numbers; each is encoded once for all batches that number it so. */
  private UTF8String[] names() {
    List<String> names = points.attributeNames();
    int known = names == encoded ? attributes.length : 0;
    if (names != encoded || known < names.size()) {
      encoded = names;
      attributes = Arrays.copyOf(attributes, names.size());
      for (int i = known; i < names.size(); i++) {
        attributes[i] = UTF8String.fromString(names.get(i));
      }
    }
    return attributes;
  }

  private boolean[] noPreviews() {
    if (noPreviews.length < points.size()) {
      noPreviews = new boolean[points.size()];
    }
    return noPreviews;
  }

  private float[] complete() {
    if (complete.length < points.size()) {
      complete = new float[points.size()];
      Arrays.fill(complete, 1);
    }
    return complete;
  }

  @Override
  public void close() {
    if (points != null) {
      points.close();
    }
  }
}
