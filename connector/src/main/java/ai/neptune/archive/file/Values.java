package ai.neptune.archive.file;

import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.PrimitiveConverter;

/**
 * The values of a column without repetition, of a batch of rows at a time. A column that the file
 * does not have has no values.
 */
public abstract class Values extends PrimitiveConverter {

  private final boolean[] present;
  private ColumnReader reader;
  private int definitionLevel;

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

  final void readFrom(ColumnReader column) {
    reader = column;
    definitionLevel = column.getDescriptor().getMaxDefinitionLevel();
  }

  /** Reads the values of the next rows. */
  final void read(int rows) {
    if (reader == null) {
      return;
    }
    ColumnReader column = reader;
    int whole = definitionLevel;
    for (int row = 0; row < rows; row++) {
      boolean isThere = column.getCurrentDefinitionLevel() == whole;
      present[row] = isThere;
      if (isThere) {
        column.writeCurrentValueToConverter();
        keep(row);
      }
      column.consume();
    }
  }

  /** Puts the value that was given last where that of a row belongs. */
  abstract void keep(int row);
}
