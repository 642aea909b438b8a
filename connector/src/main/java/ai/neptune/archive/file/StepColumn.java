package ai.neptune.archive.file;

import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;

/** Steps, as the doubles that the decimals in the file were made of. */
public final class StepColumn extends Values {

  private final double[] values;
  private final StepValues steps;
  private double[] dictionary;
  private double current;

  StepColumn(int rows, PrimitiveType type) {
    super(rows);
    this.values = new double[rows];
    this.steps = StepValues.of(type);
  }

  /** The steps of the batch's rows. */
  public double[] values() {
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
    dictionary = new double[encoded.getMaxId() + 1];
    for (int id = 0; id < dictionary.length; id++) {
      dictionary[id] = steps.of(encoded, id);
    }
  }

  @Override
  public void addValueFromDictionary(int id) {
    current = dictionary[id];
  }

  @Override
  public void addBinary(Binary value) {
    current = steps.of(value);
  }

  @Override
  public void addLong(long value) {
    current = steps.of(value);
  }

  @Override
  public void addInt(int value) {
    current = steps.of(value);
  }

  @Override
  public void addDouble(double value) {
    current = value;
  }

  @Override
  public void addFloat(float value) {
    current = value;
  }
}
