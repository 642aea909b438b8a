package ai.neptune.spark.columns;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Strings that stay the same over many rows: one per series instead of one per point. Reading rows
 * in order costs nothing; so does reading again from the start.
 */
public final class RunLengthStringVector extends ReadOnlyVector {

  private final UTF8String[] strings;
  private final int[] ends;
  private int current;

  @SuppressWarnings("NullAway.Init") // Set with the rows that it stands for.
  private UTF8String currentString;

  private int currentStart;
  private int currentEnd;

  /**
   * A column in which {@code strings[i]} stands up to row {@code ends[i]}, exclusive.
   *
   * @param ends strictly increasing; the last is the number of rows
   */
  public RunLengthStringVector(UTF8String[] strings, int[] ends) {
    super(DataTypes.StringType);
    this.strings = strings;
    this.ends = ends;
  }

  @Override
  public UTF8String getUTF8String(int rowId) {
    if (rowId < currentStart || rowId >= currentEnd) {
      moveTo(rowId);
    }
    return currentString;
  }

  private void moveTo(int rowId) {
    if (rowId < currentStart) {
      current = 0;
    }
    while (rowId >= ends[current]) {
      current++;
    }
    currentString = strings[current];
    currentStart = current == 0 ? 0 : ends[current - 1];
    currentEnd = ends[current];
  }
}
