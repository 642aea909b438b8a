package ai.neptune.archive.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.PrimitiveConverter;

/**
 * The values of a column without repetition, of a batch of rows at a time. A column that the file
 * does not have has no values.
 *
 * <p>Values are given many at a time, or one by one as Parquet's own reader does.
 */
public abstract class Values extends PrimitiveConverter {

  private final boolean[] present;
  private int[] places = {0};
  private int row;

  /**
   * @param rows how many rows a batch has at the most
   */
  Values(int rows) {
    present = new boolean[rows];
  }

  /** Whether a row of the batch has a value. */
  public final boolean has(int row) {
    return present[row];
  }

  /** For each row of the batch, whether it has a value. */
  public final boolean[] present() {
    return present;
  }

  /** Whether {@link #keepPlain} takes the values of this column. */
  boolean isReadPlainly() {
    return false;
  }

  /**
   * Takes the values of some rows, as they are in Parquet's encoding PLAIN.
   *
   * @param in little endian; what is read is taken from it
   */
  void keepPlain(ByteBuffer in, int firstRow, int count) {
    throw new UnsupportedOperationException(getClass().getName());
  }

  /** Takes the values of some rows, by their places in the dictionary. */
  void keepPlaces(int[] inDictionary, int firstRow, int count) {
    throw new UnsupportedOperationException(getClass().getName());
  }

  /** Takes the value of a row from Parquet's reader. */
  final void keepCurrent(ColumnReader column, int ofRow) {
    boolean isThere =
        column.getCurrentDefinitionLevel() == column.getDescriptor().getMaxDefinitionLevel();
    present[ofRow] = isThere;
    if (isThere) {
      row = ofRow;
      column.writeCurrentValueToConverter();
    }
  }

  /** Room for places in the dictionary of a whole batch. */
  final int[] places() {
    if (places.length < present.length) {
      places = new int[present.length];
    }
    return places;
  }

  /** The row that a single value is of. */
  final int row() {
    return row;
  }

  @Override
  public final boolean hasDictionarySupport() {
    return true;
  }

  @Override
  public final void addValueFromDictionary(int id) {
    places[0] = id;
    keepPlaces(places, row, 1);
  }

  /** Takes a text, which is after its length. */
  static String text(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalStateException("a text has %d bytes".formatted(length));
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
