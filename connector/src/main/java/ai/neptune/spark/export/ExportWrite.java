package ai.neptune.spark.export;

import ai.neptune.errors.ExportException;
import ai.neptune.spark.download.DestinationTable;
import ai.neptune.spark.options.ExportOptions;
import ai.neptune.spark.options.ExportWriteOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.sources.InsertableRelation;

/**
 * The export of the runs that a written DataFrame lists, the same action as {@code Neptune.export}
 * (docs/exports.md, "Exporting with a write").
 */
public record ExportWrite(ExportWriteOptions options) implements InsertableRelation {

  private static final String RUN = "run";
  private static final String PROJECT = "project";

  /** The destination of an export as a table. */
  public static DestinationTable table(ExportWriteOptions options) {
    return new DestinationTable(options.destination(), new ExportWrite(options));
  }

  @Override
  public void insert(Dataset<Row> runs, boolean overwrite) {
    ExportAction action = new ExportAction(runs.sparkSession(), options.destination());
    options.source().forEach((name, value) -> action.option(name, value.reveal()));
    List<String> columns = Arrays.asList(runs.columns());
    if (!columns.contains(RUN)) {
      throw new ExportException(
          "The DataFrame does not say which runs to export: it has no column 'run'. Write the runs of a project, for example spark.read.format(\"neptune\").option(\"project\", ...).load(\"runs\").select(\"run\").");
    }
    if (columns.contains(PROJECT)) {
      Set<String> projects = distinct(runs, PROJECT);
      if (projects.size() > 1) {
        throw new ExportException(
            "The DataFrame has runs of several projects (%s). Write the runs of one project at a time."
                .formatted(String.join(", ", projects)));
      }
      projects.forEach(project -> action.option(PROJECT, project));
    }
    if (options.concurrency() != null) {
      action.concurrency(options.concurrency());
    }
    action
        .id(options.id())
        .overwrite(options.overwrite())
        .files(options.files())
        .ignoreFailures(options.ignoreFailures())
        .option("runs", ExportOptions.list(distinct(runs, RUN)))
        .execute();
  }

  private static Set<String> distinct(Dataset<Row> runs, String column) {
    Set<String> values = new TreeSet<>();
    for (Row row : runs.select(functions.col(column).cast("string")).distinct().collectAsList()) {
      if (row.isNullAt(0)) {
        throw new ExportException(
            "The DataFrame has a null in the column '%s'. Filter such rows.".formatted(column));
      }
      values.add(row.getString(0));
    }
    return values;
  }

  /** As part of the name of the table. */
  @Override
  public String toString() {
    return "export";
  }
}
