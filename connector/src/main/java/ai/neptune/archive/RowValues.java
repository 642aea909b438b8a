package ai.neptune.archive;

import ai.neptune.archive.file.ExportColumn;
import ai.neptune.archive.file.ListColumn;
import ai.neptune.archive.file.RowBatches;
import ai.neptune.archive.index.ArchivedRun;
import ai.neptune.client.AttributeType;
import ai.neptune.client.Histogram;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the rows of an export hold. The exporter fills up its tables with rows that have a name and
 * no value: they are nothing. A float point with a time and without a value is NaN.
 */
final class RowValues {

  private final FileLocator files;

  RowValues(FileLocator files) {
    this.files = files;
  }

  /** The columns that tell the values of attributes of some types. */
  static Set<ExportColumn> columns(Collection<AttributeType> types) {
    Set<ExportColumn> columns = EnumSet.noneOf(ExportColumn.class);
    for (AttributeType type : types) {
      columns.add(
          switch (type) {
            case FLOAT, FLOAT_SERIES -> ExportColumn.FLOAT;
            case INT -> ExportColumn.INT;
            case STRING, STRING_SERIES -> ExportColumn.STRING;
            case BOOL -> ExportColumn.BOOL;
            case DATETIME -> ExportColumn.DATETIME;
            case STRING_SET -> ExportColumn.STRING_SET;
            case HISTOGRAM_SERIES -> ExportColumn.HISTOGRAM;
            case FILE, FILE_SERIES, FILE_SET, ARTIFACT -> ExportColumn.FILE;
          });
      if (type.isSeries()) {
        columns.add(ExportColumn.STEP);
        columns.add(ExportColumn.TIME);
      }
    }
    return columns;
  }

  /** Whether a row holds anything. */
  static boolean isThere(RowBatches row, int i, AttributeType type) {
    return switch (type) {
      case FLOAT -> row.floats().has(i);
      case INT -> row.longs(ExportColumn.INT).has(i);
      case STRING -> row.strings().has(i);
      case BOOL -> row.booleans().has(i);
      case DATETIME -> row.longs(ExportColumn.DATETIME).has(i);
      case STRING_SET -> row.stringSets().of(i) != null;
      case FILE, FILE_SET, ARTIFACT -> row.filePaths().has(i);
      case FILE_SERIES -> hasTime(row, i) || row.filePaths().has(i);
      case FLOAT_SERIES -> hasTime(row, i) || row.floats().has(i);
      case STRING_SERIES -> row.strings().has(i);
      case HISTOGRAM_SERIES -> row.histogramTypes().has(i);
    };
  }

  /** Whether a row has a time. */
  static boolean hasTime(RowBatches row, int i) {
    return row.longs(ExportColumn.TIME).has(i);
  }

  /** The value of a point of a float series that is there. */
  static double point(RowBatches row, int i) {
    return row.floats().has(i) ? row.floats().values()[i] : Double.NaN;
  }

  /** The value of a row that holds one: of a series, its point's. */
  Object value(RowBatches row, int i, AttributeType type, ArchivedRun run) throws IOException {
    return switch (type) {
      case FLOAT -> row.floats().values()[i];
      case INT -> row.longs(ExportColumn.INT).values()[i];
      case STRING, STRING_SERIES -> row.strings().values()[i];
      case BOOL -> row.booleans().values()[i];
      case DATETIME -> row.longs(ExportColumn.DATETIME).values()[i];
      case STRING_SET -> row.stringSets().of(i).stream().map(String.class::cast).toList();
      case FILE, ARTIFACT -> files.file(run, row.filePaths().values()[i]);
      case FILE_SERIES -> files.file(run, filePath(row, i, run));
      case FILE_SET -> files.onlyFileIn(run, row.filePaths().values()[i]);
      case FLOAT_SERIES -> point(row, i);
      case HISTOGRAM_SERIES ->
          new Histogram(
              row.histogramTypes().values()[i],
              doubles(row.histogramEdges(), i),
              doubles(row.histogramValues(), i));
    };
  }

  /**
   * The path of a point's file. A point without one is of a file that was missing when it was
   * exported: it gets a path with blanks, which the exporter never writes.
   */
  private static String filePath(RowBatches row, int i, ArchivedRun run) {
    return row.filePaths().has(i)
        ? row.filePaths().values()[i]
        : "%s/missing at step %s"
            .formatted(
                written(run.runId() + "/" + row.names(ExportColumn.ATTRIBUTE).nameOf(i)),
                written(BigDecimal.valueOf(row.steps().values()[i]).toPlainString()));
  }

  private static String written(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}_/-]", "_");
  }

  private static double[] doubles(ListColumn lists, int row) {
    List<Object> list = lists.of(row);
    return list == null
        ? new double[0]
        : list.stream().mapToDouble(number -> ((Number) number).doubleValue()).toArray();
  }
}
