package ai.neptune.archive.file;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Lists of texts or of floats, of a batch of rows at a time; an empty list is one. */
public final class ListColumn extends PrimitiveConverter {

  private final List<List<Object>> values = new ArrayList<>();
  private ColumnReader reader;
  private int listLevel;
  private int elementLevel;
  private Object current;

  /** The list of a row; null if it has none. */
  public List<Object> of(int row) {
    return values.isEmpty() ? null : values.get(row);
  }

  /**
   * @param definitionLevel the level from which on there is a list
   */
  void readFrom(ColumnReader column, int definitionLevel) {
    reader = column;
    listLevel = definitionLevel;
    elementLevel = column.getDescriptor().getMaxDefinitionLevel();
  }

  void read(int rows) {
    ColumnReader column = reader;
    if (column == null) {
      return;
    }
    values.clear();
    for (int row = 0; row < rows; row++) {
      List<Object> list =
          column.getCurrentDefinitionLevel() >= listLevel ? new ArrayList<>() : null;
      do {
        if (column.getCurrentDefinitionLevel() == elementLevel) {
          column.writeCurrentValueToConverter();
          list.add(current);
        }
        column.consume();
      } while (column.getCurrentRepetitionLevel() > 0);
      values.add(list);
    }
  }

  @Override
  public void addBinary(Binary value) {
    current = value.toStringUsingUTF8();
  }

  @Override
  public void addDouble(double value) {
    current = value;
  }

  @Override
  public void addFloat(float value) {
    current = (double) value;
  }
}
