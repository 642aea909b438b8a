package ai.neptune.spark.download;

import ai.neptune.errors.FileDownloadException;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.NameRules;
import ai.neptune.spark.download.destination.ParquetDirectory;
import ai.neptune.spark.download.plan.FileReference;
import ai.neptune.spark.download.plan.WrittenFile;
import ai.neptune.spark.download.transfer.TransferResult;
import ai.neptune.spark.download.transfer.TransferStatus;
import java.util.EnumMap;
import java.util.Map;
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

/** The rows that say how the download of each file ended. */
final class DownloadManifest {

  /**
   * The columns of every manifest; {@code path} is Hadoop's full path, or null if the file is not
   * there, and {@code relative_path} the one below the destination. {@code name} is the same for
   * all paths that are the same to the destination. By {@code written_bytes}, {@code written_time}
   * (in milliseconds of the destination's clock) and {@code written_etag} the file is recognised
   * later.
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
          .add("storage_path", DataTypes.StringType)
          .add("name", DataTypes.StringType)
          .add("written_bytes", DataTypes.LongType)
          .add("written_time", DataTypes.LongType)
          .add("written_etag", DataTypes.StringType);

  private static final String STATUS = "status";

  private DownloadManifest() {}

  static Row row(
      String downloadId, Destination destination, NameRules names, TransferResult result) {
    FileReference file = result.planned().file();
    String path = result.planned().path();
    WrittenFile written = result.written();
    return RowFactory.create(
        downloadId,
        file.project(),
        file.experiment(),
        file.run(),
        file.step(),
        file.attribute(),
        result.present() ? destination.fullPath(path) : null,
        file.sizeBytes() == null && written != null ? (Long) written.length() : file.sizeBytes(),
        result.status().text(),
        result.error(),
        path,
        file.path(),
        names.fold(path),
        written == null ? null : written.length(),
        written == null ? null : written.modified(),
        written == null ? null : written.etag());
  }

  static void write(SparkSession session, JavaRDD<Row> rows, Path manifest) {
    ParquetDirectory.write(session, rows, SCHEMA, manifest.toString());
  }

  /**
   * How many files ended in which way.
   *
   * @param planned how many files there must be
   * @throws FileDownloadException if the manifest does not have a row for each of them
   */
  static Map<TransferStatus, Long> count(SparkSession session, Path manifest, long planned) {
    Map<TransferStatus, Long> files = new EnumMap<>(TransferStatus.class);
    long all = 0;
    for (Row row : read(session, manifest).groupBy(STATUS).count().collectAsList()) {
      files.put(TransferStatus.of(row.getString(0)), row.getLong(1));
      all += row.getLong(1);
    }
    if (all != planned) {
      throw new FileDownloadException(
          "%d files were planned, but the manifest %s has the results of %d. Run the download again with overwrite(false)."
              .formatted(planned, manifest, all));
    }
    return files;
  }

  /** The path and the error of each failed file. */
  static Dataset<Row> failures(SparkSession session, Path manifest) {
    return read(session, manifest)
        .filter(functions.col(STATUS).equalTo(TransferStatus.FAILED.text()))
        .select(functions.col("relative_path"), functions.col("error"));
  }

  /**
   * The result that users see: where each file is, in the order of its columns (docs/downloads.md,
   * "Result of a download").
   */
  static Dataset<Row> paths(SparkSession session, Path manifest, ResultColumns columns) {
    Column[] all = columns.names().stream().map(functions::col).toArray(Column[]::new);
    return read(session, manifest).select(all).orderBy(all);
  }

  static Dataset<Row> read(SparkSession session, Path manifest) {
    return ParquetDirectory.read(session, SCHEMA, manifest.toString());
  }
}
