package ai.neptune.spark.download;

import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.DownloadDirectory;
import ai.neptune.spark.download.destination.ParquetDirectory;
import ai.neptune.spark.download.plan.DownloadPlan;
import ai.neptune.spark.download.plan.Provenance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * What earlier downloads to a destination tell of the files at a plan's paths: the manifests of
 * those that finished, the plans of those that did not.
 */
public final class EarlierDownloads {

  private static final String PATH = "relative_path";
  private static final String ID = "download_id";
  private static final String STORAGE_PATH = "storage_path";

  /** When a plan was written, in milliseconds; nothing of it was published before. */
  private static final Column WRITTEN =
      functions.expr("unix_millis(_metadata.file_modification_time)");

  private final SparkSession spark;
  private final List<String> manifests = new ArrayList<>();
  private final List<String> plans = new ArrayList<>();

  private EarlierDownloads(SparkSession spark) {
    this.spark = spark;
  }

  /** All downloads to a destination but one. */
  static EarlierDownloads to(Destination destination, DownloadDirectory except, SparkSession spark)
      throws IOException {
    EarlierDownloads earlier = new EarlierDownloads(spark);
    for (FileStatus child :
        destination.fileSystem().listStatus(DownloadDirectory.all(destination))) {
      String id = child.getPath().getName();
      if (child.isDirectory() && !id.equals(except.id())) {
        earlier.add(destination, DownloadDirectory.of(destination, id));
      }
    }
    return earlier;
  }

  /** A plan's rows, each with two columns of which {@link Provenance} makes sense. */
  Dataset<Row> tellOf(Dataset<Row> planned) {
    Dataset<Row> all = all();
    if (all == null) {
      return planned;
    }
    Dataset<Row> records =
        all.groupBy(functions.col(PATH))
            .agg(
                functions.max("finished").as("finished"),
                functions.collect_list("unfinished").as("unfinished"));
    Column samePath = planned.col(PATH).equalTo(records.col(PATH));
    return planned.join(records, samePath, "left_outer").drop(records.col(PATH));
  }

  private void add(Destination destination, DownloadDirectory directory) throws IOException {
    if (destination.status(directory.summary()) != null) {
      addIfThere(destination, directory.manifest(), manifests);
    } else {
      addIfThere(destination, directory.plan(), plans);
    }
  }

  private static void addIfThere(Destination destination, Path rows, List<String> all)
      throws IOException {
    if (destination.status(rows) != null) {
      all.add(rows.toString());
    }
  }

  private Dataset<Row> all() {
    if (plans.isEmpty()) {
      return manifests.isEmpty() ? null : finished();
    }
    return manifests.isEmpty() ? unfinished() : finished().union(unfinished());
  }

  private Dataset<Row> finished() {
    return read(DownloadManifest.SCHEMA, manifests)
        .filter(functions.col("path").isNotNull())
        .select(
            functions.col(PATH),
            functions.struct(ID, STORAGE_PATH).as("finished"),
            functions.lit(null).cast(Provenance.UNFINISHED).as("unfinished"));
  }

  private Dataset<Row> unfinished() {
    return read(DownloadPlan.SCHEMA, plans)
        .select(
            functions.col(PATH),
            functions.lit(null).cast(Provenance.FINISHED).as("finished"),
            functions
                .struct(functions.col(ID), functions.col(STORAGE_PATH), WRITTEN.as("since"))
                .as("unfinished"));
  }

  private Dataset<Row> read(StructType schema, List<String> directories) {
    return ParquetDirectory.read(spark, schema, directories.toArray(String[]::new));
  }
}
