package ai.neptune.spark.it.parity;

import ai.neptune.spark.Neptune;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Downloads files that a server does not have, and tells where each would have gone: the other half
 * of {@code parity/paths.py}.
 */
public final class GeneratedPaths {

  private static final String FILE =
      "file STRUCT<project STRING, experiment STRING, run STRING, attribute STRING, step DOUBLE,"
          + " path STRING, size_bytes BIGINT, mime_type STRING>";

  private GeneratedPaths() {}

  /** Arguments: the references as JSON lines, and the folder of the results. */
  public static void main(String[] args) {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("parity of paths")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();
    Path out = Path.of(args[1]).toAbsolutePath();
    Dataset<Row> references = spark.read().schema(FILE).json(args[0]);
    String tree = out.resolve("trees/generated").toUri().toString();
    Neptune.downloadFiles(references).to(tree).concurrency(32).execute();
    spark
        .read()
        .parquet(tree + "/_neptune/*/manifest")
        .select("storage_path", "relative_path")
        .coalesce(1)
        .write()
        .json(out.resolve("paths").toString());
    spark.stop();
  }
}
