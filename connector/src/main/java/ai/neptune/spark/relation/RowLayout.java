package ai.neptune.spark.relation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The fixed columns of a relation, and how each is made of an item.
 *
 * @param <T> what one row is made of
 */
final class RowLayout<T> {

  private final List<Column<T>> columns = new ArrayList<>();

  /** Adds a column. */
  RowLayout<T> add(StructField field, Function<T, Object> value) {
    columns.add(new Column<>(field, value));
    return this;
  }

  StructType schema() {
    return new StructType(columns.stream().map(Column::field).toArray(StructField[]::new));
  }

  /** Makes rows of the required columns, in their order. */
  Function<T, InternalRow> projection(StructType required) {
    StructType schema = schema();
    List<Function<T, Object>> values =
        IntStream.range(0, required.size())
            .mapToObj(i -> columns.get(schema.fieldIndex(required.apply(i).name())).value())
            .toList();
    return item -> {
      Object[] row = new Object[values.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = values.get(i).apply(item);
      }
      return new GenericInternalRow(row);
    };
  }

  private record Column<T>(StructField field, Function<T, Object> value) {}
}
