package ai.neptune.archive.file;

/** The columns that every export has, by their names in Parquet files. */
public enum ExportColumn {
  PROJECT("project_id"),
  RUN("run_id"),
  ATTRIBUTE("attribute_path"),
  TYPE("attribute_type"),
  STEP("step"),
  TIME("timestamp"),
  INT("int_value"),
  FLOAT("float_value"),
  STRING("string_value"),
  BOOL("bool_value"),
  DATETIME("datetime_value"),
  STRING_SET("string_set_value"),
  FILE("file_value"),
  HISTOGRAM("histogram_value");

  private final String columnName;

  ExportColumn(String columnName) {
    this.columnName = columnName;
  }

  /** The name of the column in a file. */
  public String columnName() {
    return columnName;
  }
}
