package ai.neptune.spark.export;

import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RequestMetrics;
import ai.neptune.spark.cluster.JavaBytes;
import ai.neptune.spark.columns.ColumnTypes;
import ai.neptune.spark.download.DownloadAction;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.ParquetDirectory;
import ai.neptune.spark.pages.Iterators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The files of the runs of an export: they are looked up, written down and downloaded before the
 * runs are written, whose rows say where they are.
 */
final class FileExport {

  /** A reference to a file, and the time of its point, in epoch milliseconds. */
  private static final StructType REFERENCES =
      new StructType()
          .add("of_project", DataTypes.StringType)
          .add("time", DataTypes.LongType)
          .add("file", ColumnTypes.FILE);

  private static final int FILE_FIELDS = ColumnTypes.FILE.length();
  private static final long MICROS_PER_MILLI = 1000;

  private final JavaSparkContext context;
  private final @Nullable Dataset<Row> outcomes;

  private FileExport(JavaSparkContext context, @Nullable Dataset<Row> outcomes) {
    this.context = context;
    this.outcomes = outcomes;
  }

  /** Of an export that leaves files out. */
  static FileExport none(JavaSparkContext context) {
    return new FileExport(context, null);
  }

  /**
   * Downloads the files of runs.
   *
   * @param session writes the references
   * @param references the directory that they are written to
   */
  static FileExport of(
      SparkSession spark,
      SparkSession session,
      ExportSettings settings,
      ExportReads reads,
      List<ExportItem> items,
      Destination destination,
      String references) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    if (items.isEmpty()) {
      return none(context);
    }
    List<byte[]> bytes = items.stream().map(JavaBytes::of).toList();
    JavaRDD<Row> rows =
        context.parallelize(bytes, bytes.size()).mapPartitions(new ReadReferences(reads));
    ParquetDirectory.write(session, rows, REFERENCES, references);
    Dataset<Row> found = ParquetDirectory.read(session, REFERENCES, references);
    Dataset<Row> outcomes = null;
    for (String project : settings.options().projects()) {
      Dataset<Row> files = found.where(functions.col("of_project").equalTo(project));
      if (!files.isEmpty()) {
        Dataset<Row> ofProject =
            outcomes(files, manifest(files, spark, settings, destination, project));
        outcomes = outcomes == null ? ofProject : outcomes.union(ofProject);
      }
    }
    return new FileExport(context, outcomes);
  }

  /** What became of the files of some items, in the order in which their tasks need it. */
  JavaPairRDD<byte[], byte[]> of(List<ExportItem> items) {
    if (outcomes == null) {
      List<Tuple2<byte[], byte[]>> none = List.of();
      return context.parallelizePairs(none, items.size());
    }
    HashMap<String, int[]> positions = new HashMap<>();
    for (int item = 0; item < items.size(); item++) {
      List<RunTarget> targets = items.get(item).targets();
      for (int run = 0; run < targets.size() && items.get(item).runs().isFirstSlice(); run++) {
        RunTarget target = targets.get(run);
        positions.put(key(target.project(), target.filesFolder()), new int[] {item, run});
      }
    }
    Placing placing = new Placing(context.broadcast(JavaBytes.of(positions)));
    return outcomes
        .javaRDD()
        .mapPartitions(placing)
        .mapToPair(pair -> pair)
        .repartitionAndSortWithinPartitions(
            new FileRow.ByItem(items.size()), new FileRow.KeyOrder());
  }

  private static Dataset<Row> manifest(
      Dataset<Row> files,
      SparkSession spark,
      ExportSettings settings,
      Destination destination,
      String project) {
    String root = destination.fullPath(ExportNames.FILES + "/" + ExportNames.of(project));
    DownloadAction download = new DownloadAction(inSession(spark, files));
    download.to(root).overwrite(settings.overwrite()).options(settings.connection());
    if (settings.concurrency() != null) {
      download.concurrency(settings.concurrency());
    }
    return download.executeForManifest();
  }

  /** The connection's defaults are those of the user's session. */
  private static Dataset<Row> inSession(SparkSession spark, Dataset<Row> files) {
    return spark.createDataFrame(files.select("file").javaRDD(), files.select("file").schema());
  }

  /** How the download of each reference ended. */
  private static Dataset<Row> outcomes(Dataset<Row> files, Dataset<Row> manifest) {
    Dataset<Row> left = files.toDF("of_project", "time", "ref");
    Dataset<Row> right =
        manifest.select(
            "run", "attribute", "step", "relative_path", "size_bytes", "status", "error");
    Column same =
        left.col("ref.run")
            .equalTo(right.col("run"))
            .and(left.col("ref.attribute").equalTo(right.col("attribute")))
            .and(left.col("ref.step").eqNullSafe(right.col("step")));
    return left.join(right, same, "left")
        .select(
            left.col("of_project"),
            left.col("ref.run"),
            left.col("ref.attribute"),
            left.col("ref.step"),
            left.col("time"),
            right.col("relative_path"),
            right.col("size_bytes"),
            right.col("status"),
            right.col("error"));
  }

  private static String key(String project, String folder) {
    return project + "\u0000" + folder;
  }

  /** Gives the references to files of the runs of an item. */
  private record ReadReferences(ExportReads reads)
      implements FlatMapFunction<Iterator<byte[]>, Row> {

    @Override
    public Iterator<Row> call(Iterator<byte[]> items) {
      NeptuneSource source = reads.connect(new RequestMetrics());
      return Iterators.concat(
          Iterators.map(items, item -> references(source, (ExportItem) JavaBytes.read(item))));
    }

    private Iterator<Row> references(NeptuneSource source, ExportItem item) {
      Map<String, String> folders = new HashMap<>();
      item.targets().forEach(target -> folders.put(target.run(), target.filesFolder()));
      PartitionReader<InternalRow> files =
          reads
              .files()
              .rows(
                  source,
                  item.runs(),
                  ExportReads.columns(reads.files(), "run", "absolute_time", "file"));
      return new RowsOf(files, item.runs().project(), folders);
    }
  }

  /** The rows of a reader, which ends with its task. */
  private static final class RowsOf implements Iterator<Row> {

    private final PartitionReader<InternalRow> files;
    private final String project;
    private final Map<String, String> folders;
    private @Nullable Row next;
    private boolean ended;

    RowsOf(PartitionReader<InternalRow> files, String project, Map<String, String> folders) {
      this.files = files;
      this.project = project;
      this.folders = folders;
      TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> close());
    }

    @Override
    public boolean hasNext() {
      try {
        while (next == null && !ended) {
          if (files.next()) {
            next = files.get().isNullAt(2) ? null : row(files.get());
          } else {
            ended = true;
            close();
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return next != null;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Row given = Objects.requireNonNull(next);
      next = null;
      return given;
    }

    private Row row(InternalRow row) {
      InternalRow file = row.getStruct(2, FILE_FIELDS);
      return RowFactory.create(
          project,
          row.isNullAt(1) ? null : (Long) Math.floorDiv(row.getLong(1), MICROS_PER_MILLI),
          RowFactory.create(
              project,
              null,
              folders.get(row.getUTF8String(0).toString()),
              file.getUTF8String(3).toString(),
              file.isNullAt(4) ? null : (Double) file.getDouble(4),
              file.getUTF8String(5).toString(),
              file.isNullAt(6) ? null : (Long) file.getLong(6),
              file.isNullAt(7) ? null : file.getUTF8String(7).toString()));
    }

    private void close() {
      try {
        files.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Says of each file which task needs it; files of runs that are not exported now are dropped. */
  private record Placing(Broadcast<byte[]> positions)
      implements FlatMapFunction<Iterator<Row>, Tuple2<byte[], byte[]>> {

    @Override
    @SuppressWarnings("unchecked") // the bytes are those of the positions above
    public Iterator<Tuple2<byte[], byte[]>> call(Iterator<Row> rows) {
      Map<String, int[]> known = (Map<String, int[]>) JavaBytes.read(positions.value());
      return Iterators.concat(
          Iterators.map(
              rows,
              row -> {
                int[] position = known.get(key(row.getString(0), row.getString(1)));
                return position == null
                    ? Collections.<Tuple2<byte[], byte[]>>emptyIterator()
                    : List.of(pair(row, position)).iterator();
              }));
    }

    private static Tuple2<byte[], byte[]> pair(Row row, int[] position) {
      String status = row.getString(7);
      FileRow file =
          new FileRow(
              row.getString(2),
              row.isNullAt(3) ? null : (Double) row.getDouble(3),
              row.isNullAt(4) ? null : (Long) row.getLong(4),
              "downloaded".equals(status) || "kept".equals(status) ? row.getString(5) : null,
              row.isNullAt(6) ? 0 : row.getLong(6),
              "failed".equals(status) ? String.valueOf(row.getString(8)) : null);
      return new Tuple2<>(file.key(position[0], position[1]), file.toBytes());
    }
  }
}
