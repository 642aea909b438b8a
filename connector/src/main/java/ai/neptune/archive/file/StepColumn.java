package ai.neptune.archive.file;

import java.nio.ByteBuffer;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;

/** Steps, as the doubles that the decimals in the file were made of. */
public final class StepColumn extends Values {

  private final double[] values;
  private final StepValues steps;
  private double[] dictionary;
  private long[] unscaled = {};

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
  boolean isReadPlainly() {
    return steps.areLongs();
  }

  @Override
  void keepPlain(ByteBuffer in, int firstRow, int count) {
    if (unscaled.length == 0) {
      unscaled = new long[values.length];
    }
    in.duplicate().order(steps.byteOrder()).asLongBuffer().get(unscaled, 0, count);
    in.position(in.position() + count * Long.BYTES);
    for (int i = 0; i < count; i++) {
      values[firstRow + i] = steps.of(unscaled[i]);
    }
  }

  @Override
  void keepPlaces(int[] places, int firstRow, int count) {
    for (int i = 0; i < count; i++) {
      values[firstRow + i] = dictionary[places[i]];
    }
  }

  @Override
  public void setDictionary(Dictionary encoded) {
    dictionary = new double[encoded.getMaxId() + 1];
    for (int id = 0; id < dictionary.length; id++) {
      dictionary[id] = steps.of(encoded, id);
    }
  }

  @Override
  public void addBinary(Binary value) {
    values[row()] = steps.of(value);
  }

  @Override
  public void addLong(long value) {
    values[row()] = steps.of(value);
  }

  @Override
  public void addInt(int value) {
    values[row()] = steps.of(value);
  }

  @Override
  public void addDouble(double value) {
    values[row()] = value;
  }

  @Override
  public void addFloat(float value) {
    values[row()] = value;
  }
}
