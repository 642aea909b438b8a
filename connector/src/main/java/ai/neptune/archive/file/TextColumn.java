package ai.neptune.archive.file;

import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;

/** Texts of any length; none is kept beyond its batch but those of a dictionary. */
public final class TextColumn extends Values {

  private final String[] values;
  private Dictionary dictionary;
  private String[] decoded;
  private String current;

  TextColumn(int rows) {
    super(rows);
    values = new String[rows];
  }

  /** The texts of the batch's rows; what stands where a row has none is of an earlier batch. */
  public String[] values() {
    return values;
  }

  @Override
  void keep(int row) {
    values[row] = current;
  }

  @Override
  public boolean hasDictionarySupport() {
    return true;
  }

  @Override
  public void setDictionary(Dictionary encoded) {
    dictionary = encoded;
    decoded = new String[encoded.getMaxId() + 1];
  }

  @Override
  public void addValueFromDictionary(int id) {
    if (decoded[id] == null) {
      decoded[id] = dictionary.decodeToBinary(id).toStringUsingUTF8();
    }
    current = decoded[id];
  }

  @Override
  public void addBinary(Binary value) {
    current = value.toStringUsingUTF8();
  }
}
