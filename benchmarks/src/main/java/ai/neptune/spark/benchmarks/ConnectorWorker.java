package ai.neptune.spark.benchmarks;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.sum;

import ai.neptune.spark.Neptune;
import ai.neptune.spark.download.FileDownload;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The connector in a local Spark; the time does not include the start of the session. */
final class ConnectorWorker {

  /** Leaves out the attributes that every run has. */
  private static final String CONFIGURATION = "^config/";

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
      case "planning" -> response.put("partitions", partitions(relation(work, "metrics")));
      case "archive_planning" -> response.put("partitions", partitions(archived(work, "metrics")));
      default -> response.put("items", items(work));
    };
  }

  private long items(JsonNode work) {
    return switch (work.get("op").asText()) {
      case "metrics" -> Aggregates.points(relation(work, "metrics"), "experiment", "value");
      case "wide" -> Aggregates.widePoints(reader(work).option("layout", "wide").load("metrics"));
      case "buckets" -> Aggregates.buckets(relation(work, "metric_buckets"), "experiment");
      case "summaries" -> Aggregates.summaries(relation(work, "metric_summaries"));
      case "series" -> Aggregates.stringPoints(relation(work, "series"));
      case "histograms" -> Aggregates.histograms(relation(work, "series"));
      case "cells" -> Aggregates.cells(configuration(work, "experiments"));
      case "all_values" -> Aggregates.values(configuration(work, "attribute_values"));
      case "file_list" -> Aggregates.files(relation(work, "files"));
      case "table" -> Aggregates.strings(relation(work, "experiments"), "text");
      case "values" ->
          Aggregates.strings(
              relation(work, "attribute_values").where("attribute = 'text'"), "string_value");
      case "export" -> export(work);
      case "files" -> download(work);
      case "write_parquet" -> writeParquet(work);
      case "parquet" ->
          Aggregates.points(
              spark.read().parquet(work.get("archive").asText()), "experiment", "value");
      case "archive_points" -> archivedPoints(work);
      case "archive_buckets" -> Aggregates.buckets(archived(work, "metric_buckets"), "run");
      case "archive_values" -> archivedValues(work);
      default -> throw new IllegalArgumentException("Unknown work: " + work);
    };
  }

  private static int partitions(Dataset<Row> relation) {
    return relation.javaRDD().getNumPartitions();
  }

  private long download(JsonNode work) {
    FileDownload download =
        Neptune.downloadFiles(relation(work, "files"))
            .to(work.get("destination").asText())
            .option("apiToken", work.get("token").asText());
    if (work.has("concurrency")) {
      download.concurrency(work.get("concurrency").asInt());
    }
    return download.execute().count();
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

  /** Writes all points with Spark's own sink and returns their number. */
  private long writeParquet(JsonNode work) {
    String path = work.get("archive").asText();
    relation(work, "metrics").write().mode("overwrite").parquet(path);
    return spark.read().parquet(path).count();
  }

  private long archivedPoints(JsonNode work) {
    return work.get("plain").asBoolean()
        ? Aggregates.points(
            parquet(work).where("attribute_type = 'float_series'"), "run_id", "float_value")
        : Aggregates.points(archived(work, "metrics"), "run", "value");
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

  private Dataset<Row> configuration(JsonNode work, String name) {
    return reader(work).option("attributesPattern", CONFIGURATION).load(name);
  }

  private Dataset<Row> relation(JsonNode work, String name) {
    return reader(work).load(name);
  }

  private DataFrameReader reader(JsonNode work) {
    return spark
        .read()
        .format("neptune")
        .option("apiToken", work.get("token").asText())
        .option("project", work.get("project").asText());
  }
}
