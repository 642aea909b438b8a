package ai.neptune.archive.write;

import ai.neptune.archive.file.ExportColumn;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Tells Parquet the fields of a row. */
final class RowConsumer {

  private static final String LIST = "list";
  private static final String ELEMENT = "element";

  private static final int PROJECT = PartSchema.index(ExportColumn.PROJECT);
  private static final int RUN = PartSchema.index(ExportColumn.RUN);
  private static final int ATTRIBUTE = PartSchema.index(ExportColumn.ATTRIBUTE);
  private static final int TYPE = PartSchema.index(ExportColumn.TYPE);
  private static final int STEP = PartSchema.index(ExportColumn.STEP);
  private static final int TIME = PartSchema.index(ExportColumn.TIME);

  private final RecordConsumer out;
  private final Binary project;
  private final Binary run;

  RowConsumer(RecordConsumer out, Binary project, Binary run) {
    this.out = out;
    this.project = project;
    this.run = run;
  }

  void write(PartRow row) {
    out.startMessage();
    text(ExportColumn.PROJECT.columnName(), PROJECT, project);
    text(ExportColumn.RUN.columnName(), RUN, run);
    text(ExportColumn.ATTRIBUTE.columnName(), ATTRIBUTE, row.name);
    text(ExportColumn.TYPE.columnName(), TYPE, row.type);
    if (row.isPoint) {
      text(ExportColumn.STEP.columnName(), STEP, row.step);
    }
    if (row.hasTime()) {
      out.startField(ExportColumn.TIME.columnName(), TIME);
      out.addLong(row.timeMillis);
      out.endField(ExportColumn.TIME.columnName(), TIME);
    }
    if (row.column != null) {
      String name = row.column.columnName();
      int index = PartSchema.index(row.column);
      out.startField(name, index);
      value(row);
      out.endField(name, index);
    }
    out.endMessage();
  }

  private void value(PartRow row) {
    switch (row.column) {
      case INT, DATETIME -> out.addLong(row.number);
      case FLOAT -> out.addDouble(row.decimal);
      case BOOL -> out.addBoolean(row.flag);
      case STRING -> out.addBinary(row.text);
      case STRING_SET -> strings(row);
      case FILE -> {
        out.startGroup();
        text("path", 0, row.text);
        out.endGroup();
      }
      case HISTOGRAM -> {
        out.startGroup();
        text("type", 0, Binary.fromString(row.histogram.type()));
        doubles("edges", 1, row.histogram.edges());
        doubles("values", 2, row.histogram.values());
        out.endGroup();
      }
      default -> throw new IllegalArgumentException(row.column + " holds no value");
    }
  }

  private void strings(PartRow row) {
    out.startGroup();
    if (!row.texts.isEmpty()) {
      out.startField(LIST, 0);
      for (Binary item : row.texts) {
        out.startGroup();
        text(ELEMENT, 0, item);
        out.endGroup();
      }
      out.endField(LIST, 0);
    }
    out.endGroup();
  }

  private void doubles(String field, int index, double[] numbers) {
    out.startField(field, index);
    out.startGroup();
    if (numbers.length > 0) {
      out.startField(LIST, 0);
      for (double number : numbers) {
        out.startGroup();
        out.startField(ELEMENT, 0);
        out.addDouble(number);
        out.endField(ELEMENT, 0);
        out.endGroup();
      }
      out.endField(LIST, 0);
    }
    out.endGroup();
    out.endField(field, index);
  }

  private void text(String field, int index, Binary value) {
    out.startField(field, index);
    out.addBinary(value);
    out.endField(field, index);
  }
}
