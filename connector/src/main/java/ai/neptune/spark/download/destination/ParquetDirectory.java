package ai.neptune.spark.download.destination;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Rows in Parquet files that this library writes. */
public final class ParquetDirectory {

  private ParquetDirectory() {}

  /**
   * Writes rows, with Spark's own writer. Most values are different in every row, so that a
   * dictionary of them takes time and saves nothing; those that are not, the compression finds.
   * That a directory is whole is told by what is written after it, not by an empty file in it.
   */
  public static void write(
      SparkSession spark, JavaRDD<Row> rows, StructType schema, String directory) {
    spark
        .createDataFrame(rows, schema)
        .write()
        .option("parquet.enable.dictionary", "false")
        .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        .parquet(directory);
  }

  /** Reads directories as they are named, braces and brackets included, lazily. */
  public static Dataset<Row> read(SparkSession spark, StructType schema, String... directories) {
    return spark
        .read()
        .schema(schema)
        .option("__globPaths__", "false")
        .option("recursiveFileLookup", "true")
        .parquet(directories);
  }
}
