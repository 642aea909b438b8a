package ai.neptune.archive.write;

import ai.neptune.archive.file.ExportColumn;
import ai.neptune.client.AttributeType;
import ai.neptune.client.Histogram;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of an exported file. One object serves many rows: it keeps its attribute until it gets
 * another one, and its value until the next.
 */
public final class PartRow {

  /** What a row takes beside texts and lists: its numbers. */
  static final long FIXED_BYTES = 32;

  private static final Map<AttributeType, byte[]> TYPE_NAMES = typeNames();
  private static final byte[] NOTHING = {};

  byte[] name = NOTHING;
  byte[] type = NOTHING;
  boolean isPoint;
  long unscaledStep;
  long timeMillis;

  /** The column of the value; null if the row has none. */
  @Nullable ExportColumn column;

  long number;
  double decimal;
  boolean flag;
  byte[] text = NOTHING;
  List<byte[]> texts = List.of();
  @Nullable Histogram histogram;

  private boolean hasTime;
  private long bytes;

  /** The attribute of the rows that follow. */
  public void attribute(byte[] utf8, AttributeType ofType) {
    name = utf8;
    type = Objects.requireNonNull(TYPE_NAMES.get(ofType)); // All types have their names.
  }

  /** A parameter or a file: a row without step and time. */
  public PartRow single() {
    isPoint = false;
    hasTime = false;
    return none();
  }

  /**
   * A point of a series.
   *
   * @param unscaledStep its step in millionths
   * @param millis its time
   */
  public PartRow point(long unscaledStep, long millis) {
    isPoint = true;
    hasTime = true;
    this.unscaledStep = unscaledStep;
    timeMillis = millis;
    return none();
  }

  /** A point of a series whose time nobody knows. */
  public PartRow pointWithoutTime(long unscaledStep) {
    point(unscaledStep, 0);
    hasTime = false;
    return this;
  }

  /** No value: with a time, NaN; without, what the exporter writes for a file that is not there. */
  public PartRow none() {
    column = null;
    bytes = FIXED_BYTES;
    return this;
  }

  /** A whole number. */
  public PartRow integer(long value) {
    column = ExportColumn.INT;
    number = value;
    return this;
  }

  /** A number. */
  public PartRow decimal(double value) {
    column = ExportColumn.FLOAT;
    decimal = value;
    return this;
  }

  /** A truth value. */
  public PartRow bool(boolean value) {
    column = ExportColumn.BOOL;
    flag = value;
    return this;
  }

  /** A time in epoch milliseconds. */
  public PartRow datetime(long millis) {
    column = ExportColumn.DATETIME;
    number = millis;
    return this;
  }

  /** A text in UTF-8. */
  public PartRow string(byte[] utf8) {
    column = ExportColumn.STRING;
    text = utf8;
    bytes = FIXED_BYTES + utf8.length;
    return this;
  }

  /** The path of a file below the folder of its project's files, in UTF-8. */
  public PartRow file(byte[] utf8) {
    string(utf8);
    column = ExportColumn.FILE;
    return this;
  }

  /** A set of texts in UTF-8. */
  public PartRow strings(List<byte[]> utf8) {
    column = ExportColumn.STRING_SET;
    texts = utf8;
    bytes = FIXED_BYTES + utf8.stream().mapToLong(item -> item.length + 4L).sum();
    return this;
  }

  /** A histogram. */
  public PartRow histogram(Histogram value) {
    column = ExportColumn.HISTOGRAM;
    histogram = value;
    bytes = FIXED_BYTES + 8L * value.edges().length + 8L * value.values().length;
    return this;
  }

  boolean hasTime() {
    return hasTime;
  }

  /** About how many bytes it takes. */
  long bytes() {
    return bytes;
  }

  private static Map<AttributeType, byte[]> typeNames() {
    Map<AttributeType, byte[]> names = new EnumMap<>(AttributeType.class);
    for (AttributeType type : AttributeType.values()) {
      names.put(type, type.userName().getBytes(StandardCharsets.UTF_8));
    }
    return names;
  }
}
