package ai.neptune.spark.it.parity;

import static org.apache.spark.sql.functions.lit;

import ai.neptune.errors.NeptuneException;
import ai.neptune.spark.Neptune;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Runs every case of a file of cases with the connector, as {@code parity/reference.py} does with
 * the Python client: a file of JSON lines per case, and a tree of files per download.
 */
public final class ConnectorResults {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TABLES = List.of("experiments", "runs");

  /** Of the ends of buckets, which the two sides compute in different ways. */
  private static final String DIGITS = "%.11e";

  private final SparkSession spark;
  private final Path out;

  private ConnectorResults(SparkSession spark, Path out) {
    this.spark = spark;
    this.out = out;
  }

  /**
   * Arguments: the file of cases and the folder of the results; the token is in the environment.
   */
  public static void main(String[] args) throws IOException {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("parity")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate();
    ConnectorResults results = new ConnectorResults(spark, Path.of(args[1]).toAbsolutePath());
    for (JsonNode testCase : JSON.readTree(Path.of(args[0]).toFile())) {
      results.write(testCase);
    }
    spark.stop();
  }

  private void write(JsonNode testCase) throws IOException {
    List<String> lines;
    try {
      lines = results(testCase);
    } catch (Exception failure) {
      lines = List.of(error(failure));
    }
    Path rows = Files.createDirectories(out.resolve("rows"));
    Files.write(rows.resolve(testCase.get("name").asText() + ".jsonl"), lines);
  }

  private List<String> results(JsonNode testCase) throws IOException {
    DataFrameReader reader =
        spark.read().format("neptune").option("project", testCase.get("project").asText());
    testCase
        .get("options")
        .properties()
        .forEach(option -> reader.option(option.getKey(), option.getValue().asText()));
    String relation = testCase.get("relation").asText();
    Dataset<Row> rows = reader.load(relation);
    if (testCase.path("download").asBoolean()) {
      Path tree = Files.createDirectories(out.resolve("trees/" + testCase.get("name").asText()));
      return json(below(tree, Neptune.downloadFiles(rows, tree.toUri().toString())));
    }
    List<String> lines = new ArrayList<>();
    if (TABLES.contains(relation)) {
      lines.add(columns(rows.schema()));
    }
    lines.addAll(json(comparable(relation, rows)));
    return lines;
  }

  /** Leaves out what the Python client does not report. */
  private static Dataset<Row> comparable(String relation, Dataset<Row> rows) {
    return switch (relation) {
      case "attributes" -> rows.select("attribute").distinct();
      case "metric_buckets" ->
          rows.where("x IS NOT NULL")
              .withColumn("bucket_start", rounded(rows.col("bucket_start")))
              .withColumn("bucket_end", rounded(rows.col("bucket_end")));
      default -> rows;
    };
  }

  private static Column rounded(Column number) {
    return functions.format_string(DIGITS, number).cast("double");
  }

  private static Dataset<Row> below(Path tree, Dataset<Row> paths) {
    int start = ("file:" + tree + "/").length() + 1;
    return paths.withColumn("path", paths.col("path").substr(lit(start), lit(Integer.MAX_VALUE)));
  }

  private static List<String> json(Dataset<Row> rows) {
    return rows.toJSON().collectAsList();
  }

  /** The columns after those that name the project, if there are several, and what a row is of. */
  private static String columns(StructType schema) {
    ObjectNode header = JSON.createObjectNode();
    ArrayNode columns = header.putArray("columns");
    int fixed = schema.fields()[0].name().equals("project") ? 2 : 1;
    for (StructField field : List.of(schema.fields()).subList(fixed, schema.length())) {
      columns.addArray().add(field.name()).add(type(field));
    }
    return header.toString();
  }

  private static String type(StructField field) {
    if (field.dataType() instanceof StructType struct) {
      return List.of(struct.fieldNames()).contains("edges") ? "HISTOGRAM" : "FILE";
    }
    return field.dataType().sql();
  }

  private static String error(Throwable failure) {
    Throwable named = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof NeptuneException) {
        named = cause;
        break;
      }
    }
    return JSON.createObjectNode()
        .put("error", named.getClass().getSimpleName())
        .put("message", named.getMessage())
        .toString();
  }
}
