package ai.neptune.archive.write;

import ai.neptune.archive.file.ExportColumn;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** The columns of an exported file (docs/archives.md, "What an archive holds"). */
final class PartSchema {

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message schema {
            optional binary project_id (STRING);
            optional binary run_id (STRING);
            optional binary attribute_path (STRING);
            optional binary attribute_type (STRING);
            optional fixed_len_byte_array(8) step (DECIMAL(18,6));
            optional int64 timestamp (TIMESTAMP(MILLIS,true));
            optional int64 int_value;
            optional double float_value;
            optional binary string_value (STRING);
            optional boolean bool_value;
            optional int64 datetime_value (TIMESTAMP(MILLIS,true));
            optional group string_set_value (LIST) {
              repeated group list { optional binary element (STRING); }
            }
            optional group file_value { optional binary path (STRING); }
            optional group histogram_value {
              optional binary type (STRING);
              optional group edges (LIST) { repeated group list { optional double element; } }
              optional group values (LIST) { repeated group list { optional double element; } }
            }
          }
          """);

  private static final String LIST = "list";
  private static final String ELEMENT = "element";

  static final ColumnDescriptor PROJECT = column(ExportColumn.PROJECT);
  static final ColumnDescriptor RUN = column(ExportColumn.RUN);
  static final ColumnDescriptor ATTRIBUTE = column(ExportColumn.ATTRIBUTE);
  static final ColumnDescriptor TYPE = column(ExportColumn.TYPE);
  static final ColumnDescriptor STEP = column(ExportColumn.STEP);
  static final ColumnDescriptor TIME = column(ExportColumn.TIME);
  static final ColumnDescriptor INT = column(ExportColumn.INT);
  static final ColumnDescriptor FLOAT = column(ExportColumn.FLOAT);
  static final ColumnDescriptor STRING = column(ExportColumn.STRING);
  static final ColumnDescriptor BOOL = column(ExportColumn.BOOL);
  static final ColumnDescriptor DATETIME = column(ExportColumn.DATETIME);
  static final ColumnDescriptor STRING_SET = column(ExportColumn.STRING_SET, LIST, ELEMENT);
  static final ColumnDescriptor FILE = column(ExportColumn.FILE, "path");
  static final ColumnDescriptor HISTOGRAM_TYPE = column(ExportColumn.HISTOGRAM, "type");
  static final ColumnDescriptor HISTOGRAM_EDGES =
      column(ExportColumn.HISTOGRAM, "edges", LIST, ELEMENT);
  static final ColumnDescriptor HISTOGRAM_VALUES =
      column(ExportColumn.HISTOGRAM, "values", LIST, ELEMENT);

  private static final FileMetaData EMPTY_FILE = emptyFile();

  private PartSchema() {}

  /** The footer of a file. */
  static FileMetaData footer(List<RowGroup> rowGroups) {
    FileMetaData footer =
        new FileMetaData(
            EMPTY_FILE.getVersion(),
            EMPTY_FILE.getSchema(),
            rowGroups.stream().mapToLong(RowGroup::getNum_rows).sum(),
            rowGroups);
    footer.setCreated_by(EMPTY_FILE.getCreated_by());
    footer.setColumn_orders(EMPTY_FILE.getColumn_orders());
    return footer;
  }

  static Type typeOf(ColumnDescriptor column) {
    return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
      case BINARY -> Type.BYTE_ARRAY;
      case FIXED_LEN_BYTE_ARRAY -> Type.FIXED_LEN_BYTE_ARRAY;
      case INT64 -> Type.INT64;
      case DOUBLE -> Type.DOUBLE;
      case BOOLEAN -> Type.BOOLEAN;
      default -> throw new IllegalArgumentException("No column is like " + column);
    };
  }

  private static ColumnDescriptor column(ExportColumn column, String... below) {
    String[] path = new String[below.length + 1];
    path[0] = column.columnName();
    System.arraycopy(below, 0, path, 1, below.length);
    return SCHEMA.getColumnDescription(path);
  }

  /** Parquet's own form of the schema. */
  private static FileMetaData emptyFile() {
    return new ParquetMetadataConverter()
        .toParquetMetadata(
            1,
            new ParquetMetadata(
                new org.apache.parquet.hadoop.metadata.FileMetaData(
                    SCHEMA, Map.of(), "neptune-spark"),
                List.of()));
  }
}
