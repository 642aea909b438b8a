package ai.neptune.archive.file;

import java.nio.ByteBuffer;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Floats. */
public final class DoubleColumn extends Values {

  private final double[] values;
  private final PrimitiveTypeName physical;
  private double[] dictionary;

  DoubleColumn(int rows, PrimitiveType type) {
    super(rows);
    this.values = new double[rows];
    this.physical = type.getPrimitiveTypeName();
  }

  /** The values of the batch's rows. */
  public double[] values() {
    return values;
  }

  @Override
  boolean isReadPlainly() {
    return physical == PrimitiveTypeName.DOUBLE;
  }

  @Override
  void keepPlain(ByteBuffer in, int firstRow, int count) {
    in.asDoubleBuffer().get(values, firstRow, count);
    in.position(in.position() + count * Double.BYTES);
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
      dictionary[id] =
          physical == PrimitiveTypeName.FLOAT
              ? encoded.decodeToFloat(id)
              : encoded.decodeToDouble(id);
    }
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
