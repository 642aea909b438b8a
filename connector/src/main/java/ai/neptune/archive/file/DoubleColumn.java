package ai.neptune.archive.file;

/** Floats. */
public final class DoubleColumn extends Values {

  private final double[] values;
  private double current;

  DoubleColumn(int rows) {
    super(rows);
    values = new double[rows];
  }

  /** The values of the batch's rows. */
  public double[] values() {
    return values;
  }

  @Override
  void keep(int row) {
    values[row] = current;
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
