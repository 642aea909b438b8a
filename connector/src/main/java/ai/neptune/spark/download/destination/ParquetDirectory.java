package ai.neptune.spark.download.destination;

import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Rows in Parquet files that this library writes. */
public final class ParquetDirectory {

  /** What a session could say otherwise, where the session is not a {@link PinnedSession}. */
  private static final Map<String, String> READ =
      Map.of(
          "ignoreCorruptFiles", "false",
          "ignoreMissingFiles", "false",
          "mergeSchema", "false",
          // Directories are read as they are named, braces and brackets included.
          "__globPaths__", "false",
          "recursiveFileLookup", "true");

  private ParquetDirectory() {}

  /**
   * Writes rows, with Spark's own writer. Most values are different in every row, so a dictionary
   * of them would take time and save nothing; compression finds those that are not. Whether a
   * directory is whole is recorded by a file that is written after it.
   *
   * @param session a {@link PinnedSession}
   */
  public static void write(
      SparkSession session, JavaRDD<Row> rows, StructType schema, String directory) {
    session
        .createDataFrame(rows, schema)
        .write()
        .mode(SaveMode.Overwrite)
        .option("compression", "snappy")
        .option("maxRecordsPerFile", "0")
        .option("parquet.enable.dictionary", "false")
        .parquet(directory);
  }

  /** Reads directories, lazily. */
  public static Dataset<Row> read(SparkSession session, StructType schema, String... directories) {
    return session.read().schema(schema).options(READ).parquet(directories);
  }
}
