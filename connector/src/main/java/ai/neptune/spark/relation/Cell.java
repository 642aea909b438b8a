package ai.neptune.spark.relation;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.spark.options.NeptuneOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What a column of a table with attribute columns shows.
 *
 * @param attribute whose value it shows; null if it shows something else
 */
record Cell(Content content, @Nullable AttributeDefinition attribute) {

  /** What a column may show. */
  enum Content {
    PROJECT,
    NAME,
    STEP,
    VALUE
  }

  /** The attribute of a cell that shows one. */
  AttributeDefinition shown() {
    return Objects.requireNonNull(attribute);
  }

  /** What the required columns show, in their order. */
  static List<Cell> of(
      StructType required, List<AttributeColumns.Column> columns, NeptuneOptions options) {
    Map<String, AttributeDefinition> attributes =
        columns.stream()
            .collect(
                Collectors.toMap(
                    AttributeColumns.Column::columnName, AttributeColumns.Column::attribute));
    Function<String, Cell> cell =
        column -> {
          AttributeDefinition attribute = attributes.get(column);
          return attribute == null
              ? new Cell(fixed(column, options), null)
              : new Cell(Content.VALUE, attribute);
        };
    return Arrays.stream(required.fieldNames()).map(cell).toList();
  }

  private static Content fixed(String column, NeptuneOptions options) {
    return switch (column) {
      case FixedColumns.STEP -> Content.STEP;
      case FixedColumns.PROJECT -> Content.PROJECT;
      default -> {
        if (column.equals(options.container().userName())) {
          yield Content.NAME;
        }
        throw new IllegalArgumentException(column);
      }
    };
  }
}
