package ai.neptune.spark.plan;

import ai.neptune.client.AttributeType;
import ai.neptune.client.FileRef;
import ai.neptune.client.FloatSeriesSummary;
import ai.neptune.client.Histogram;
import ai.neptune.client.SeriesLast;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** About how much memory the values of attributes and of points take. */
public final class ValueBytes {

  /** The objects that carry a value from its message to a row. */
  private static final long OVERHEAD = 150;

  /** What a string or a set of strings is taken to need before any has been read. */
  private static final long UNKNOWN_TEXT = 64 << 10;

  private static final long UNKNOWN_HISTOGRAM = 8 << 10;
  private static final long UNKNOWN_FILE = 1 << 10;

  private ValueBytes() {}

  /** What a value takes, with the row that is made of it. */
  public static long of(@Nullable Object value) {
    return OVERHEAD + content(value);
  }

  private static long content(@Nullable Object value) {
    if (value instanceof String text) {
      // Once as it was decoded, once as Spark keeps it.
      return 2L * text.length();
    }
    if (value instanceof List<?> texts) {
      return texts.stream().mapToLong(ValueBytes::of).sum();
    }
    if (value instanceof SeriesLast<?> series) {
      return of(series.last());
    }
    if (value instanceof Histogram histogram) {
      return 2L * Double.BYTES * (histogram.edges().length + histogram.values().length);
    }
    if (value instanceof FileRef file) {
      return OVERHEAD + content(file.path()) + content(file.mimeType());
    }
    return value instanceof FloatSeriesSummary ? OVERHEAD : 0;
  }

  /** What a value of one of these types may take, before any has been read. */
  public static long guess(Set<AttributeType> types) {
    return types.stream().mapToLong(ValueBytes::guess).max().orElse(OVERHEAD);
  }

  /** What a value of this type may take, before any has been read. */
  public static long guess(AttributeType type) {
    return switch (type) {
      case INT, FLOAT, BOOL, DATETIME -> OVERHEAD;
      case FLOAT_SERIES -> 2 * OVERHEAD;
      case STRING, STRING_SET, STRING_SERIES -> UNKNOWN_TEXT;
      case HISTOGRAM_SERIES -> UNKNOWN_HISTOGRAM;
      case FILE, FILE_SERIES, FILE_SET, ARTIFACT -> UNKNOWN_FILE;
    };
  }
}
