package ai.neptune.spark.benchmarks;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import ai.neptune.spark.Neptune;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The connector in a local Spark; the time does not include the start of the session. */
final class ConnectorWorker {

  private final SparkSession spark;

  private ConnectorWorker(SparkSession spark) {
    this.spark = spark;
  }

  public static void main(String[] args) throws IOException {
    SparkSession spark =
        SparkSession.builder()
            .master("local[*]")
            .appName("benchmarks")
            .config("spark.ui.enabled", "false")
            // Usual for a local Spark. By default each task writes to 200 shuffle partitions.
            .config("spark.sql.shuffle.partitions", Runtime.getRuntime().availableProcessors())
            .getOrCreate();
    WorkerLoop.run(new ConnectorWorker(spark)::run);
    spark.stop();
  }

  private ObjectNode run(JsonNode work) {
    ObjectNode response = WorkerLoop.JSON.createObjectNode();
    return switch (work.get("op").asText()) {
      case "metrics" -> response.put("items", points(relation(work, "metrics")));
      case "buckets" -> response.put("items", buckets(relation(work, "metric_buckets")));
      case "table" -> response.put("items", strings(relation(work, "experiments"), "text"));
      case "values" ->
          response.put(
              "items",
              strings(
                  relation(work, "attribute_values").where("attribute = 'text'"), "string_value"));
      case "export" -> response.put("items", export(work));
      case "files" -> response.put("items", download(work));
      case "planning" ->
          response.put("partitions", relation(work, "metrics").javaRDD().getNumPartitions());
      case "archive_points" -> response.put("items", archivedPoints(work));
      case "archive_buckets" -> response.put("items", archivedBuckets(work));
      case "archive_values" -> response.put("items", archivedValues(work));
      case "archive_planning" ->
          response.put("partitions", archived(work, "metrics").javaRDD().getNumPartitions());
      default -> throw new IllegalArgumentException("Unknown work: " + work);
    };
  }

  /** Aggregates all points and returns their number. */
  private static long points(Dataset<Row> metrics) {
    return metrics
        .groupBy("experiment")
        .agg(count("value").as("points"), sum("value"), max("step"))
        .select(sum(col("points")))
        .first()
        .getLong(0);
  }

  /** Aggregates all buckets and returns their number. */
  private static long buckets(Dataset<Row> buckets) {
    return buckets
        .groupBy("experiment")
        .agg(count("y").as("buckets"), sum("y"), max("bucket_end"))
        .select(sum(col("buckets")))
        .first()
        .getLong(0);
  }

  /** Measures all strings and returns their number. */
  private static long strings(Dataset<Row> table, String column) {
    return table.select(count(column), sum(length(col(column)))).first().getLong(0);
  }

  private long download(JsonNode work) {
    return Neptune.downloadFiles(relation(work, "files"))
        .to(work.get("destination").asText())
        .option("apiToken", work.get("token").asText())
        .execute()
        .count();
  }

  /** Exports the project and returns the number of points. */
  private long export(JsonNode work) {
    return Neptune.export(spark, work.get("destination").asText())
        .option("apiToken", work.get("token").asText())
        .option("project", work.get("project").asText())
        .execute()
        .select(sum("points"))
        .first()
        .getLong(0);
  }

  /** Aggregates all points of an archive by run and returns their number. */
  private long archivedPoints(JsonNode work) {
    boolean isPlain = work.get("plain").asBoolean();
    Dataset<Row> points =
        isPlain
            ? parquet(work).where("attribute_type = 'float_series'")
            : archived(work, "metrics");
    String value = isPlain ? "float_value" : "value";
    return points
        .groupBy(isPlain ? "run_id" : "run")
        .agg(count(value).as("points"), sum(value), max("step"))
        .select(sum(col("points")))
        .first()
        .getLong(0);
  }

  /** Aggregates all buckets of an archive by run and returns their number. */
  private long archivedBuckets(JsonNode work) {
    return archived(work, "metric_buckets")
        .groupBy("run")
        .agg(count("y").as("buckets"), sum("y"), max("bucket_end"))
        .select(sum(col("buckets")))
        .first()
        .getLong(0);
  }

  /** Sums up the floats of all runs of an archive and returns their number. */
  private long archivedValues(JsonNode work) {
    boolean isPlain = work.get("plain").asBoolean();
    Dataset<Row> values =
        isPlain
            ? parquet(work).where("attribute_type = 'float'")
            : archived(work, "attribute_values").where("type = 'float'");
    return values
        .groupBy(isPlain ? "attribute_path" : "attribute")
        .agg(count("float_value").as("values"), sum("float_value"))
        .select(sum(col("values")))
        .first()
        .getLong(0);
  }

  private Dataset<Row> parquet(JsonNode work) {
    return spark.read().parquet(work.get("archive").asText() + "/data/*");
  }

  private Dataset<Row> archived(JsonNode work, String name) {
    return spark
        .read()
        .format("neptune")
        .option("archive", work.get("archive").asText())
        .option("container", "run")
        .load(name);
  }

  private Dataset<Row> relation(JsonNode work, String name) {
    return spark
        .read()
        .format("neptune")
        .option("apiToken", work.get("token").asText())
        .option("project", work.get("project").asText())
        .load(name);
  }
}
