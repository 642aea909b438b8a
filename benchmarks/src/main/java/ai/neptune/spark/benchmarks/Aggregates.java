package ai.neptune.spark.benchmarks;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;

/** Queries that read all values of a relation and return their number. */
final class Aggregates {

  private Aggregates() {}

  /** Aggregates points by a column. */
  static long points(Dataset<Row> points, String by, String value) {
    return total(points.groupBy(by).agg(count(value).as("items"), sum(value), max("step")));
  }

  /** Aggregates the points of each column of the wide form. */
  static long widePoints(Dataset<Row> wide) {
    List<Column> metrics = metrics(wide);
    Column items = metrics.stream().map(functions::count).reduce(Column::plus).orElseThrow();
    Stream<Column> others =
        Stream.concat(metrics.stream().map(functions::sum), Stream.of(max("step")));
    return total(wide.groupBy("experiment").agg(items.as("items"), others.toArray(Column[]::new)));
  }

  /** Aggregates buckets by a column. */
  static long buckets(Dataset<Row> buckets, String by) {
    return total(buckets.groupBy(by).agg(count("y").as("items"), sum("y"), max("bucket_end")));
  }

  /** Aggregates the summaries of series. */
  static long summaries(Dataset<Row> summaries) {
    return total(
        summaries
            .groupBy("experiment")
            .agg(count("last").as("items"), sum("average"), max("last_step")));
  }

  /** Measures the strings of series. */
  static long stringPoints(Dataset<Row> series) {
    return total(
        series
            .groupBy("experiment")
            .agg(count("string_value").as("items"), sum(length(col("string_value"))), max("step")));
  }

  /** Measures the histograms of series. */
  static long histograms(Dataset<Row> series) {
    return total(
        series
            .groupBy("experiment")
            .agg(
                count("histogram").as("items"),
                sum(size(col("histogram.edges"))),
                sum(size(col("histogram.values")))));
  }

  /** Aggregates values of the types that configurations have. */
  static long values(Dataset<Row> values) {
    Column items =
        count("float_value")
            .plus(count("int_value"))
            .plus(count("string_value"))
            .plus(count("bool_value"));
    return total(
        values
            .groupBy("attribute")
            .agg(
                items.as("items"),
                sum("float_value"),
                sum("int_value"),
                sum(length(col("string_value")))));
  }

  /** Aggregates references to files. */
  static long files(Dataset<Row> files) {
    return total(
        files
            .groupBy("experiment")
            .agg(count("file.path").as("items"), sum("file.size_bytes"), max("file.path")));
  }

  /** Measures the strings of a column. */
  static long strings(Dataset<Row> table, String column) {
    return table.select(count(column), sum(length(col(column)))).first().getLong(0);
  }

  /**
   * Counts the values of all columns after the first, row by row: Spark plans an aggregate of
   * thousands of columns for longer than it runs.
   */
  static long cells(Dataset<Row> table) {
    int columns = table.columns().length;
    JavaRDD<InternalRow> rows = table.queryExecution().toRdd().toJavaRDD();
    return rows.map(row -> IntStream.range(1, columns).filter(i -> !row.isNullAt(i)).count())
        .fold(0L, Long::sum);
  }

  private static List<Column> metrics(Dataset<Row> wide) {
    return Stream.of(wide.columns())
        .filter(column -> column.startsWith("metrics/"))
        .map(column -> col("`" + column + "`"))
        .toList();
  }

  private static long total(Dataset<Row> groups) {
    return groups.select(sum(col("items"))).first().getLong(0);
  }
}
