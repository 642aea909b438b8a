package ai.neptune.archive.file;

/** Booleans. */
public final class BooleanColumn extends Values {

  private final boolean[] values;
  private boolean current;

  BooleanColumn(int rows) {
    super(rows);
    values = new boolean[rows];
  }

  /** The values of the batch's rows. */
  public boolean[] values() {
    return values;
  }

  @Override
  void keep(int row) {
    values[row] = current;
  }

  @Override
  public void addBoolean(boolean value) {
    current = value;
  }
}
