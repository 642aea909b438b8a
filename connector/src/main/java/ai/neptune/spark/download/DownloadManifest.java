package ai.neptune.spark.download;

import ai.neptune.client.Container;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.ParquetDirectory;
import ai.neptune.spark.download.plan.FileReference;
import ai.neptune.spark.download.transfer.TransferResult;
import ai.neptune.spark.download.transfer.TransferStatus;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The rows that tell what became of each file of a download. */
final class DownloadManifest {

  /**
   * The columns of every manifest; {@code path} is Hadoop's full path, or null if the file is not
   * there, and {@code relative_path} the one below the destination.
   */
  static final StructType SCHEMA =
      new StructType()
          .add("download_id", DataTypes.StringType)
          .add("project", DataTypes.StringType)
          .add("experiment", DataTypes.StringType)
          .add("run", DataTypes.StringType)
          .add("step", DataTypes.DoubleType)
          .add("attribute", DataTypes.StringType)
          .add("path", DataTypes.StringType)
          .add("size_bytes", DataTypes.LongType)
          .add("status", DataTypes.StringType)
          .add("error", DataTypes.StringType)
          .add("relative_path", DataTypes.StringType)
          .add("storage_path", DataTypes.StringType);

  private DownloadManifest() {}

  static Row row(String downloadId, Destination destination, TransferResult result) {
    FileReference file = result.planned().file();
    String path = result.planned().path();
    return RowFactory.create(
        downloadId,
        file.project(),
        file.experiment(),
        file.run(),
        file.step(),
        file.attribute(),
        result.present() ? destination.fullPath(path) : null,
        file.sizeBytes(),
        result.status().text(),
        result.error(),
        path,
        file.path());
  }

  static void write(SparkSession spark, JavaRDD<Row> rows, Path manifest) {
    ParquetDirectory.write(spark, rows, SCHEMA, manifest.toString());
  }

  /** Of each failed file its attribute and the error. */
  static Dataset<Row> failures(SparkSession spark, Path manifest) {
    return ParquetDirectory.read(spark, SCHEMA, manifest.toString())
        .filter(functions.col("status").equalTo(TransferStatus.FAILED.text()))
        .select(functions.col("relative_path"), functions.col("error"));
  }

  /**
   * The result that users see: where each file is, in the order of its columns (docs/downloads.md,
   * "Result of a download").
   */
  static Dataset<Row> paths(
      SparkSession spark, Path manifest, Container container, boolean severalProjects) {
    List<Column> columns = new ArrayList<>();
    if (severalProjects) {
      columns.add(functions.col("project"));
    }
    for (String name : List.of(container.userName(), "step", "attribute", "path")) {
      columns.add(functions.col(name));
    }
    Column[] all = columns.toArray(Column[]::new);
    return ParquetDirectory.read(spark, SCHEMA, manifest.toString()).select(all).orderBy(all);
  }
}
