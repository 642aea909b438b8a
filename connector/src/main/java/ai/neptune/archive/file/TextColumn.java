package ai.neptune.archive.file;

import java.nio.ByteBuffer;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;

/** Texts of any length; none is kept beyond its batch but those of a dictionary. */
public final class TextColumn extends Values {

  private final String[] values;
  private Dictionary dictionary;
  private String[] decoded;

  TextColumn(int rows) {
    super(rows);
    values = new String[rows];
  }

  /** The texts of the batch's rows; what stands where a row has none is of an earlier batch. */
  public String[] values() {
    return values;
  }

  @Override
  boolean isReadPlainly() {
    return true;
  }

  @Override
  void keepPlain(ByteBuffer in, int firstRow, int count) {
    for (int row = firstRow; row < firstRow + count; row++) {
      values[row] = text(in);
    }
  }

  @Override
  void keepPlaces(int[] places, int firstRow, int count) {
    for (int i = 0; i < count; i++) {
      int id = places[i];
      if (decoded[id] == null) {
        decoded[id] = dictionary.decodeToBinary(id).toStringUsingUTF8();
      }
      values[firstRow + i] = decoded[id];
    }
  }

  @Override
  public void setDictionary(Dictionary encoded) {
    dictionary = encoded;
    decoded = new String[encoded.getMaxId() + 1];
  }

  @Override
  public void addBinary(Binary value) {
    values[row()] = value.toStringUsingUTF8();
  }
}
