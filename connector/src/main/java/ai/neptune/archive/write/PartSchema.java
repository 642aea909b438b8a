package ai.neptune.archive.write;

import ai.neptune.archive.file.ExportColumn;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** The columns of an exported file (docs/archives.md, "What an archive holds"). */
final class PartSchema {

  static final MessageType SCHEMA =
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

  private PartSchema() {}

  /** The position of a column. */
  static int index(ExportColumn column) {
    return SCHEMA.getFieldIndex(column.columnName());
  }
}
