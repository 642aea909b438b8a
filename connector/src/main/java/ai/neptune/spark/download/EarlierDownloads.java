package ai.neptune.spark.download;

import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.DownloadDirectory;
import ai.neptune.spark.download.destination.ParquetDirectory;
import ai.neptune.spark.download.plan.DownloadPlan;
import ai.neptune.spark.download.plan.DownloadSpan;
import ai.neptune.spark.download.plan.Provenance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What earlier downloads to a destination recorded about the files at a plan's paths: the manifests
 * of those that finished, the plans of those that did not.
 */
final class EarlierDownloads {

  private static final String NAME = "name";
  private static final String PLACE = "place";

  private final SparkSession session;
  private final List<String> manifests = new ArrayList<>();
  private final List<String> plans = new ArrayList<>();
  private final Map<String, DownloadSpan> spans = new HashMap<>();

  private EarlierDownloads(SparkSession session) {
    this.session = session;
  }

  /**
   * All downloads to a destination except one.
   *
   * @param session a pinned one
   */
  static EarlierDownloads to(
      Destination destination, DownloadDirectory except, SparkSession session) throws IOException {
    EarlierDownloads earlier = new EarlierDownloads(session);
    for (DownloadDirectory other : others(destination, except)) {
      earlier.add(destination, other);
    }
    return earlier;
  }

  /** Whether another download may have published files since a time of the destination's clock. */
  static boolean anySince(Destination destination, DownloadDirectory except, long time)
      throws IOException {
    for (DownloadDirectory other : others(destination, except)) {
      if (end(destination, other) >= time) {
        return true;
      }
    }
    return false;
  }

  /** When each download ran, by its id. */
  Map<String, DownloadSpan> spans() {
    return spans;
  }

  /** A plan's rows, each followed by {@link DownloadPlan#EARLIER}. */
  Dataset<Row> joinedTo(Dataset<Row> planned) {
    Dataset<Row> all = all();
    if (all == null) {
      return planned;
    }
    Dataset<Row> records =
        all.groupBy(functions.col(NAME))
            .agg(functions.collect_list("record").as(DownloadPlan.EARLIER));
    Column sameName = planned.col(NAME).equalTo(records.col(NAME));
    return planned.join(records, sameName, "left_outer").drop(records.col(NAME));
  }

  private static List<DownloadDirectory> others(Destination destination, DownloadDirectory except)
      throws IOException {
    List<DownloadDirectory> others = new ArrayList<>();
    for (FileStatus child : destination.list(DownloadDirectory.all(destination))) {
      String id = child.getPath().getName();
      if (child.isDirectory() && !id.equals(except.id())) {
        others.add(DownloadDirectory.of(destination, id));
      }
    }
    return others;
  }

  private void add(Destination destination, DownloadDirectory directory) throws IOException {
    PlanSummary plan = PlanSummary.read(destination, directory);
    if (plan == null) {
      // Nothing is published before the plan is whole.
      return;
    }
    boolean isFinished = destination.status(directory.summary()) != null;
    (isFinished ? manifests : plans)
        .add((isFinished ? directory.manifest() : directory.plan()).toString());
    spans.put(directory.id(), new DownloadSpan(plan.startedAt(), end(destination, directory)));
  }

  /** No file was published later; only the destination's own times say so. */
  private static long end(Destination destination, DownloadDirectory directory) throws IOException {
    for (Path sign : List.of(directory.summary(), directory.abandoned())) {
      FileStatus status = destination.status(sign);
      if (status != null) {
        return status.getModificationTime();
      }
    }
    return Long.MAX_VALUE;
  }

  private @Nullable Dataset<Row> all() {
    if (plans.isEmpty()) {
      return manifests.isEmpty() ? null : finished();
    }
    return manifests.isEmpty() ? unfinished() : finished().union(unfinished());
  }

  private Dataset<Row> finished() {
    Column place = Provenance.place(functions.col("project"), functions.col("storage_path"));
    Dataset<Row> rows = read(DownloadManifest.SCHEMA, manifests).withColumn(PLACE, place);
    Column[] fields = new Column[Provenance.RECORD.length()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = functions.col(Provenance.RECORD.fields()[i].name());
    }
    return rows.select(functions.col(NAME), functions.struct(fields).as("record"));
  }

  private Dataset<Row> unfinished() {
    List<Column> fields = new ArrayList<>();
    for (StructField field : Provenance.RECORD.fields()) {
      Column value =
          switch (field.name()) {
            case "download_id" -> functions.col(field.name());
            case PLACE ->
                Provenance.place(functions.col("file.project"), functions.col("file.path"));
            default -> functions.lit(null).cast(field.dataType());
          };
      fields.add(value.as(field.name()));
    }
    return read(DownloadPlan.SCHEMA, plans)
        .select(functions.col(NAME), functions.struct(fields.toArray(Column[]::new)).as("record"));
  }

  private Dataset<Row> read(StructType schema, List<String> directories) {
    return ParquetDirectory.read(session, schema, directories.toArray(String[]::new));
  }
}
