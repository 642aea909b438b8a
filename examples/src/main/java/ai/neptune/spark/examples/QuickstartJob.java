package ai.neptune.spark.examples;

import static java.util.Comparator.comparingInt;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;

import ai.neptune.errors.IncompleteArchiveException;
import ai.neptune.errors.NeptuneException;
import ai.neptune.spark.Neptune;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What a job does with the connector, heading by heading. */
final class QuickstartJob {

  private static final String CREATION_TIME = "sys/creation_time";
  private static final int NEWEST_EXPERIMENTS = 5;
  private static final int MAX_FILES = 1_000;
  private static final int MAX_ROWS = 12;
  private static final int MAX_COLUMNS = 6;
  private static final int DECIMALS = 4;
  private static final int CELL_WIDTH = 40;

  private final SparkSession spark;
  private final String project;
  private final QuickstartArguments arguments;

  /** What rows are of: {@code experiment}, or {@code run} where an archive knows none. */
  private String container = "experiment";

  QuickstartJob(SparkSession spark, String project, QuickstartArguments arguments) {
    this.spark = spark;
    this.project = project;
    this.arguments = arguments;
  }

  /** Reads and prints every relation, and downloads files to the destination. */
  void run() {
    if (arguments.archive() != null) {
      archiveCheck();
    }
    List<String> names = newest();
    if (names.isEmpty()) {
      System.out.println();
      System.out.println("There are no " + container + "s in this selection.");
      return;
    }
    table(names);
    metrics(names);
    series(names);
    files(names);
  }

  /** How many runs are whole, and what is missing of the others. */
  private void archiveCheck() {
    heading(
        "Archive", "load(\"archive_check\"): a row per run, and whether all of it was exported");
    Dataset<Row> runs = neptune().load("archive_check").cache();
    show(
        runs.groupBy("status")
            .agg(
                count(lit(1)).as("runs"),
                sum("points_found").as("points"),
                sum("files").as("files"),
                sum("files_missing").as("files missing"))
            .orderBy("status"));
    Dataset<Row> problems = runs.selectExpr("run", "explode(problems) AS problem");
    if (!problems.isEmpty()) {
      problems.orderBy("run", "problem").show(MAX_ROWS, false);
    }
    runs.unpersist();
  }

  private List<String> newest() {
    try {
      return newestOfContainer();
    } catch (IncompleteArchiveException e) { // an archive that does not know its experiments
      if (container.equals("run")) {
        throw e;
      }
      container = "run";
      List<String> runs = newestOfContainer();
      System.out.println(e.getMessage());
      return runs;
    }
  }

  private List<String> newestOfContainer() {
    DataFrameReader reader = neptune().option("attributes", CREATION_TIME);
    if (arguments.experimentsPattern() != null) {
      reader.option(container + "sPattern", arguments.experimentsPattern());
    }
    Dataset<Row> found = reader.load(container + "s");
    if (Arrays.asList(found.columns()).contains(CREATION_TIME)) {
      found = found.orderBy(column(CREATION_TIME).desc());
    }
    return found.limit(NEWEST_EXPERIMENTS).select(container).collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private void table(List<String> names) {
    heading(
        container.equals("run") ? "Runs" : "Experiments",
        "load(\"%ss\"): a row per %s, a column per attribute".formatted(container, container));
    Dataset<Row> table;
    try {
      table = selected(names).load(container + "s");
    } catch (NeptuneException e) { // too many attributes for a table, or one of several types
      System.out.println(e.getMessage());
      System.out.println("The argument --attributes PATTERN selects attributes.");
      return;
    }
    Column[] columns = readable(table.schema());
    show(table.orderBy(container).select(Arrays.copyOf(columns, shown(columns))));
    if (shown(columns) < columns.length) {
      System.out.printf("... and %d more columns%n", columns.length - shown(columns));
    }
  }

  /**
   * The columns that a terminal can show: plain values, tags first, other system attributes last.
   */
  private static Column[] readable(StructType schema) {
    return Arrays.stream(schema.fields())
        .filter(field -> !(field.dataType() instanceof StructType))
        .map(StructField::name)
        .sorted(comparingInt(QuickstartJob::importance))
        .map(QuickstartJob::column)
        .toArray(Column[]::new);
  }

  private static int shown(Column[] columns) {
    return Math.min(columns.length, MAX_COLUMNS);
  }

  private static int importance(String name) {
    return switch (name) {
      case "experiment", "run" -> 0;
      case "sys/tags" -> 1;
      default -> name.startsWith("sys/") ? 3 : 2;
    };
  }

  private static Column column(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  private void metrics(List<String> names) {
    heading("Metrics", "load(\"metrics\"): a row per point, here aggregated by Spark");
    Dataset<Row> metrics = selected(names).load("metrics");
    Dataset<Row> summary =
        metrics
            .groupBy("attribute")
            .agg(
                count(lit(1)).as("points"),
                countDistinct(container).as(container + "s"),
                rounded(min("value")).as("min"),
                rounded(avg("value")).as("average"),
                rounded(max("value")).as("max"),
                min_by(col(container), col("value")).as("min in"))
            .orderBy("attribute")
            .cache();
    printOrSay(summary, "There are no metrics in this selection.");
    summary.unpersist();
  }

  private void series(List<String> names) {
    heading("Series", "load(\"series\"): points of string, histogram and file series");
    Dataset<Row> series =
        selected(names)
            .load("series")
            .withColumn(
                "nth",
                row_number().over(Window.partitionBy("attribute").orderBy(container, "step")))
            .where("nth <= 3")
            .orderBy("attribute", container, "step")
            .select(
                col(container),
                col("attribute"),
                col("step"),
                expr("coalesce(string_value,"
                        + " concat(histogram.type, ' in ', size(histogram.values), ' bins'),"
                        + " concat(coalesce(file.mime_type, 'file'), ', ', file.size_bytes, ' bytes'))")
                    .as("value"))
            .cache();
    printOrSay(series, "There are no string, histogram or file series in this selection.");
    series.unpersist();
  }

  private void files(List<String> names) {
    heading(
        "Files", "load(\"files\") of steps 1 to 3, and Neptune.downloadFiles(files, destination)");
    Dataset<Row> files =
        selected(names).option("stepRange", "1,3").load("files").limit(MAX_FILES).cache();
    if (files.isEmpty()) {
      System.out.println("There are no files in this selection, so nothing is downloaded.");
      return;
    }
    show(
        files
            .groupBy(col("attribute"), col("file.mime_type").as("type"))
            .agg(count(lit(1)).as("files"), sum("file.size_bytes").as("bytes"))
            .orderBy("attribute", "type"));

    Dataset<Row> paths =
        Neptune.downloadFiles(files)
            .to(arguments.destination())
            // An archive may have one file for several attributes, and nobody knows whose it is.
            .ignoreFailures(arguments.archive() != null)
            .execute();
    String folder = fullPath(arguments.destination());
    Column below = col("path").substr(lit(folder.length() + 2), lit(Integer.MAX_VALUE));
    paths.withColumn("path", below).show(MAX_ROWS, false);
    long downloaded = paths.where("path IS NOT NULL").count();
    System.out.printf("%d files are under %s%n", downloaded, folder.replaceFirst("^file:", ""));
    files.unpersist();
  }

  private String fullPath(String destination) {
    Path path = new Path(destination);
    try {
      return path.getFileSystem(spark.sparkContext().hadoopConfiguration())
          .makeQualified(path)
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DataFrameReader selected(List<String> chosen) {
    ArrayNode names = JsonNodeFactory.instance.arrayNode();
    chosen.forEach(names::add);
    DataFrameReader reader =
        neptune().option("container", container).option(container + "s", names.toString());
    if (arguments.attributesPattern() != null) {
      reader.option("attributesPattern", arguments.attributesPattern());
    }
    return reader;
  }

  private DataFrameReader neptune() {
    DataFrameReader reader = spark.read().format("neptune");
    return project == null ? reader : reader.option("project", project);
  }

  private static void show(Dataset<Row> rows) {
    rows.show(MAX_ROWS, CELL_WIDTH);
  }

  private static Column rounded(Column number) {
    return functions.round(number, DECIMALS);
  }

  private static void printOrSay(Dataset<Row> rows, String whenEmpty) {
    if (rows.isEmpty()) {
      System.out.println(whenEmpty);
    } else {
      show(rows);
    }
  }

  private static void heading(String title, String code) {
    System.out.println();
    System.out.println(title + "  [" + code + "]");
    System.out.println();
  }
}
