package ai.neptune.spark.columns;

import ai.neptune.client.AttributeValue;
import ai.neptune.client.Container;
import ai.neptune.client.FileRef;
import ai.neptune.client.FloatSeriesSummary;
import ai.neptune.client.Histogram;
import ai.neptune.client.SeriesLast;
import ai.neptune.client.SeriesPoint;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Turns what the client gives into what Spark keeps in rows; null stays null. */
public final class SparkValues {

  private static final long MICROS_PER_MILLI = 1000;

  private SparkValues() {}

  public static @Nullable UTF8String string(@Nullable String text) {
    return UTF8String.fromString(text);
  }

  public static @Nullable Long timestamp(@Nullable Long epochMillis) {
    return epochMillis == null || epochMillis == SeriesPoint.NO_TIME
        ? null
        : Math.multiplyExact(epochMillis, MICROS_PER_MILLI);
  }

  static GenericArrayData strings(List<?> texts) {
    return new GenericArrayData(texts.stream().map(t -> string((String) t)).toArray());
  }

  public static @Nullable InternalRow histogram(@Nullable Histogram histogram) {
    return histogram == null
        ? null
        : row(
            string(histogram.type()),
            new GenericArrayData(histogram.edges()),
            new GenericArrayData(histogram.values()));
  }

  /** A reference to a file of a run; {@code step} is null for a single file. */
  public static @Nullable InternalRow file(
      String project,
      Container container,
      String name,
      String attribute,
      @Nullable Double step,
      @Nullable FileRef f) {
    boolean isRun = container == Container.RUN;
    return f == null
        ? null
        : row(
            string(project),
            isRun ? null : string(name),
            isRun ? string(name) : null,
            string(attribute),
            step,
            string(f.path()),
            f.sizeBytes() == FileRef.NO_SIZE ? null : f.sizeBytes(),
            string(f.mimeType()));
  }

  /** The value of an attribute column; a series is shown by its last value. */
  public static @Nullable Object attribute(
      AttributeValue attribute, String project, Container container, String name) {
    Object value = attribute.value();
    return switch (attribute.type()) {
      case FLOAT, INT, BOOL -> value;
      case STRING -> string((String) value);
      case DATETIME -> timestamp((Long) value);
      case STRING_SET -> strings((List<?>) value);
      case FLOAT_SERIES -> ((FloatSeriesSummary) value).last();
      case STRING_SERIES -> string((String) ((SeriesLast<?>) value).last());
      case HISTOGRAM_SERIES -> histogram((Histogram) ((SeriesLast<?>) value).last());
      case FILE, FILE_SET, ARTIFACT ->
          file(project, container, name, attribute.name(), null, (FileRef) value);
      case FILE_SERIES -> {
        SeriesLast<?> last = (SeriesLast<?>) value;
        yield file(
            project, container, name, attribute.name(), last.lastStep(), (FileRef) last.last());
      }
    };
  }

  public static InternalRow row(@Nullable Object... values) {
    return new GenericInternalRow(values);
  }
}
