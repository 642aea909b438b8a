package ai.neptune.archive.file;

/** Booleans. */
public final class BooleanColumn extends Values {

  private final boolean[] values;

  BooleanColumn(int rows) {
    super(rows);
    values = new boolean[rows];
  }

  /** The values of the batch's rows. */
  public boolean[] values() {
    return values;
  }

  @Override
  public void addBoolean(boolean value) {
    values[row()] = value;
  }
}
