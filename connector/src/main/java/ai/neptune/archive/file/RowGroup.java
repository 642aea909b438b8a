package ai.neptune.archive.file;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.apache.parquet.column.EncodingStats;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;

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

  static RowGroup of(int index, BlockMetaData block) {
    return new RowGroup(
        index,
        block.getRowCount(),
        block.getCompressedSize(),
        texts(block, ExportColumn.PROJECT),
        texts(block, ExportColumn.RUN),
        texts(block, ExportColumn.ATTRIBUTE),
        texts(block, ExportColumn.TYPE),
        steps(block),
        hasNoNulls(block, ExportColumn.TIME),
        isInDictionary(block, ExportColumn.ATTRIBUTE));
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
  public boolean mayHoldStep(Double from, Double to) {
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

  private static Range<String> texts(BlockMetaData block, ExportColumn column) {
    return range(block, column, type -> value -> ((Binary) value).toStringUsingUTF8());
  }

  private static Range<Double> steps(BlockMetaData block) {
    return range(block, ExportColumn.STEP, type -> StepValues.of(type)::ofStatistics);
  }

  /** The statistics of a column, if all rows have a value and the values are known. */
  private static <T extends Comparable<T>> Range<T> range(
      BlockMetaData block,
      ExportColumn column,
      Function<PrimitiveType, Function<Object, T>> reading) {
    ColumnChunkMetaData chunk = chunk(block, column);
    Statistics<?> statistics = chunk == null ? null : chunk.getStatistics();
    boolean isKnown =
        statistics != null
            && statistics.hasNonNullValue()
            && statistics.isNumNullsSet()
            && (statistics.getNumNulls() == 0 || column == ExportColumn.STEP);
    if (!isKnown) {
      return new Range<>(null, null);
    }
    Function<Object, T> read = reading.apply(chunk.getPrimitiveType());
    return new Range<>(
        read.apply(statistics.genericGetMin()), read.apply(statistics.genericGetMax()));
  }

  private static boolean hasNoNulls(BlockMetaData block, ExportColumn column) {
    ColumnChunkMetaData chunk = chunk(block, column);
    Statistics<?> statistics = chunk == null ? null : chunk.getStatistics();
    return statistics != null && statistics.isNumNullsSet() && statistics.getNumNulls() == 0;
  }

  private static boolean isInDictionary(BlockMetaData block, ExportColumn column) {
    ColumnChunkMetaData chunk = chunk(block, column);
    EncodingStats encodings = chunk == null ? null : chunk.getEncodingStats();
    return encodings != null
        && encodings.hasDictionaryPages()
        && encodings.hasDictionaryEncodedPages()
        && !encodings.hasNonDictionaryEncodedPages();
  }

  private static ColumnChunkMetaData chunk(BlockMetaData block, ExportColumn column) {
    List<ColumnChunkMetaData> chunks = block.getColumns();
    for (ColumnChunkMetaData chunk : chunks) {
      if (chunk.getPath().size() == 1
          && chunk.getPath().toDotString().equals(column.columnName())) {
        return chunk;
      }
    }
    return null;
  }
}
