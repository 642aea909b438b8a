package ai.neptune.archive.file;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.function.Function;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/**
 * What the footer of a file says of one of its row groups. Where it says nothing, everything is
 * possible.
 *
 * @param index its position in the file
 * @param rows how many rows it has
 * @param compressedBytes what all its columns take in the file
 * @param projects the range of project identifiers
 * @param runs the range of run ids
 * @param attributes the range of attribute names
 * @param types the range of attribute types
 * @param steps the range of steps
 * @param everyRowHasTime whether it is known that no row lacks its time
 * @param namesInDictionary whether it is known that all attribute names stand in one dictionary
 */
public record RowGroup(
    int index,
    long rows,
    long compressedBytes,
    Range<String> projects,
    Range<String> runs,
    Range<String> attributes,
    Range<String> types,
    Range<Double> steps,
    boolean everyRowHasTime,
    boolean namesInDictionary) {

  /** Python's and UTF-8's order, which is not Java's order of characters beyond U+FFFF. */
  private static final Comparator<String> BY_CODE_POINTS = RowGroup::compareCodePoints;

  /**
   * A range of values, closed on both sides.
   *
   * @param min null if it is not known
   * @param max null if it is not known
   */
  public record Range<T extends Comparable<T>>(T min, T max) {

    /** Whether all values are one; then {@link #min} is it. */
    public boolean isConstant() {
      return min != null && min.equals(max);
    }
  }

  /**
   * What a footer says of a row group.
   *
   * @param columns what it says of each column
   * @param step the type of the column of steps, if there is one
   */
  static RowGroup of(
      int index,
      long rows,
      long compressedBytes,
      Function<ExportColumn, ColumnFacts> columns,
      PrimitiveType step) {
    ColumnFacts attribute = columns.apply(ExportColumn.ATTRIBUTE);
    return new RowGroup(
        index,
        rows,
        compressedBytes,
        texts(columns.apply(ExportColumn.PROJECT)),
        texts(columns.apply(ExportColumn.RUN)),
        texts(attribute),
        texts(columns.apply(ExportColumn.TYPE)),
        steps(columns.apply(ExportColumn.STEP), step),
        columns.apply(ExportColumn.TIME).nulls() == 0,
        attribute.inDictionary());
  }

  /** Whether an attribute of this name may be in the group. */
  public boolean mayHoldAttribute(String name) {
    return within(name, attributes);
  }

  /** Whether a row of this type may be in the group. */
  public boolean mayHoldType(String type) {
    return within(type, types);
  }

  /** Whether a row of this run may be in the group. */
  public boolean mayHoldRun(String runId) {
    return within(runId, runs);
  }

  /** Whether an attribute may be in the group whose name begins so. */
  public boolean mayHoldPrefix(String prefix) {
    return attributes.min() == null
        || ((BY_CODE_POINTS.compare(attributes.max(), prefix) >= 0)
            && (attributes.min().startsWith(prefix)
                || BY_CODE_POINTS.compare(attributes.min(), prefix) < 0));
  }

  /** Whether a step within these bounds may be in the group; null is no bound. */
  public boolean mayHoldStep(@Nullable Double from, @Nullable Double to) {
    return (from == null || steps.max() == null || steps.max() >= from)
        && (to == null || steps.min() == null || steps.min() <= to);
  }

  private static boolean within(String value, Range<String> range) {
    return range.min() == null
        || (BY_CODE_POINTS.compare(range.min(), value) <= 0
            && BY_CODE_POINTS.compare(value, range.max()) <= 0);
  }

  private static int compareCodePoints(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean bothSurrogates = Character.isSurrogate(x) == Character.isSurrogate(y);
        return bothSurrogates ? Character.compare(x, y) : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** The statistics of a column, if all rows have a value and the values are known. */
  private static Range<String> texts(ColumnFacts column) {
    return column.min() == null || column.max() == null || column.nulls() != 0
        ? new Range<>(null, null)
        : new Range<>(text(column.min()), text(column.max()));
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  private static Range<Double> steps(ColumnFacts column, PrimitiveType type) {
    if (column.min() == null || column.max() == null || column.nulls() < 0 || type == null) {
      return new Range<>(null, null);
    }
    StepValues steps = StepValues.of(type);
    return new Range<>(steps.ofPlain(column.min()), steps.ofPlain(column.max()));
  }
}
