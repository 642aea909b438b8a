package ai.neptune.spark.download;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Rows in Parquet files that this library wrote. */
final class ParquetDirectory {

  private ParquetDirectory() {}

  /** Reads directories as they are named, braces and brackets included, lazily. */
  static Dataset<Row> read(SparkSession spark, StructType schema, String... directories) {
    return spark
        .read()
        .schema(schema)
        .option("__globPaths__", "false")
        .option("recursiveFileLookup", "true")
        .parquet(directories);
  }
}
