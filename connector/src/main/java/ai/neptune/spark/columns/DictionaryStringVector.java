package ai.neptune.spark.columns;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** Strings, to which each row refers by number. */
public final class DictionaryStringVector extends ReadOnlyVector {

  private final UTF8String[] strings;
  private final int[] ids;

  /** A column in which row {@code i} holds {@code strings[ids[i]]}. */
  public DictionaryStringVector(UTF8String[] strings, int[] ids) {
    super(DataTypes.StringType);
    this.strings = strings;
    this.ids = ids;
  }

  @Override
  public UTF8String getUTF8String(int rowId) {
    return strings[ids[rowId]];
  }
}
