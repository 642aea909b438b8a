package ai.neptune.archive.file;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** Which of the columns of an export a file has, found by their names. */
final class ExportSchema {

  private static final Set<ExportColumn> REQUIRED =
      EnumSet.of(ExportColumn.PROJECT, ExportColumn.RUN, ExportColumn.ATTRIBUTE, ExportColumn.TYPE);

  private final MessageType schema;
  private final Map<Set<ExportColumn>, MessageType> parts = new ConcurrentHashMap<>();

  private ExportSchema(MessageType schema) {
    this.schema = schema;
  }

  /**
   * The columns of a file.
   *
   * @throws UnreadableFileException if it is not one of an export
   */
  static ExportSchema of(MessageType schema) throws UnreadableFileException {
    for (ExportColumn column : REQUIRED) {
      if (!isText(schema, column.columnName())) {
        throw new UnreadableFileException(
            "it has no text column '%s', which every exported file has; its columns are %s"
                .formatted(
                    column.columnName(), schema.getFields().stream().map(Type::getName).toList()),
            null);
      }
    }
    return new ExportSchema(schema);
  }

  /** The part of the schema that is of some columns, those that the file does not have left out. */
  MessageType only(Set<ExportColumn> columns) {
    return parts.computeIfAbsent(Set.copyOf(columns), this::part);
  }

  /** The type of the column of steps, or null. */
  PrimitiveType step() {
    String step = ExportColumn.STEP.columnName();
    return schema.containsField(step) && schema.getType(step).isPrimitive()
        ? schema.getType(step).asPrimitiveType()
        : null;
  }

  private MessageType part(Set<ExportColumn> columns) {
    List<Type> fields = new ArrayList<>();
    for (ExportColumn column : ExportColumn.values()) {
      if (columns.contains(column) && schema.containsField(column.columnName())) {
        fields.add(schema.getType(column.columnName()));
      }
    }
    return new MessageType(schema.getName(), fields);
  }

  private static boolean isText(MessageType schema, String column) {
    return schema.containsField(column)
        && schema.getType(column).isPrimitive()
        && schema.getType(column).asPrimitiveType().getPrimitiveTypeName()
            == PrimitiveTypeName.BINARY;
  }
}
