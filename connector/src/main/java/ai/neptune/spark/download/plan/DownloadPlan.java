package ai.neptune.spark.download.plan;

import ai.neptune.client.Container;
import ai.neptune.errors.InvalidFilesException;
import ai.neptune.spark.download.EarlierDownloads;
import ai.neptune.spark.download.destination.DownloadDirectory;
import ai.neptune.spark.download.destination.ParquetDirectory;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The distinct files of a download, their paths and their tasks, as written to the destination.
 *
 * @param location where its rows lie, in the form of {@link #SCHEMA}
 * @param tasks how many tasks there are
 * @param container what the files belong to
 * @param severalProjects whether they are of more than one project
 */
public record DownloadPlan(
    String location,
    int tasks,
    long files,
    long bytes,
    Container container,
    boolean severalProjects) {

  /** The columns of the plan; {@code path} is relative to the destination. */
  public static final StructType SCHEMA =
      new StructType()
          .add("task", DataTypes.IntegerType)
          .add("relative_path", DataTypes.StringType)
          .add("project", DataTypes.StringType)
          .add("experiment", DataTypes.StringType)
          .add("run", DataTypes.StringType)
          .add("attribute", DataTypes.StringType)
          .add("step", DataTypes.DoubleType)
          .add("storage_path", DataTypes.StringType)
          .add("size_bytes", DataTypes.LongType)
          .add("mime_type", DataTypes.StringType)
          .add("download_id", DataTypes.StringType);

  /** More partitions than this do not make planning faster. */
  private static final int MAX_PARTITIONS = 2_000;

  /**
   * Makes the plan and writes it. The query is evaluated once: what it gives is shuffled, and both
   * steps that follow read the shuffle.
   *
   * @param concurrency how many transfers a task has in flight
   * @throws InvalidFilesException if a reference cannot be downloaded
   */
  public static DownloadPlan write(
      Dataset<Row> references, SparkSession spark, DownloadDirectory directory, int concurrency) {
    int cores = spark.sparkContext().defaultParallelism();
    JavaRDD<Row> rows = references.javaRDD();
    int partitions = Math.max(cores, Math.min(rows.getNumPartitions(), MAX_PARTITIONS));
    JavaPairRDD<String, byte[]> claims =
        rows.mapPartitionsToPair(new PathClaims())
            .repartitionAndSortWithinPartitions(
                new PlanKey.ByStem(partitions), new PlanKey.ByteOrder());

    List<PlanPartition> summaries =
        claims
            .mapPartitions(
                i ->
                    Collections.singleton(
                            PlanPartition.of(new ResolvedPaths(i, Set.of())).toBytes())
                        .iterator())
            .collect()
            .stream()
            .map(PlanPartition::fromBytes)
            .toList();
    requireUsable(summaries);
    long files = summaries.stream().mapToLong(PlanPartition::files).sum();
    TaskBalance balance =
        TaskBalance.of(
            summaries.stream().map(PlanPartition::chunkCosts).toList(), files, cores, concurrency);

    String id = directory.id();
    Set<String> contested = contested(claims, summaries);
    JavaRDD<Row> planned =
        claims.mapPartitionsWithIndex(
            (partition, i) -> new PlanRows(new ResolvedPaths(i, contested), balance, partition, id),
            true);
    String location = directory.plan().toString();
    ParquetDirectory.write(spark, planned, SCHEMA, location);
    return new DownloadPlan(
        location,
        balance.tasks(),
        files,
        summaries.stream().mapToLong(PlanPartition::bytes).sum(),
        summaries.stream().anyMatch(s -> s.runFile() != null)
            ? Container.RUN
            : Container.EXPERIMENT,
        projects(summaries).size() > 1);
  }

  /** Two names that meet are not worth a search where one of them does not exist. */
  private static Set<String> contested(
      JavaPairRDD<String, byte[]> claims, List<PlanPartition> summaries) {
    boolean isPossible =
        summaries.stream().anyMatch(s -> s.renamed() > 0)
            && summaries.stream().anyMatch(s -> s.alike() > 0);
    return isPossible ? RenamedStems.contested(claims) : new HashSet<>();
  }

  /** The plan's rows as they were written. */
  public Dataset<Row> read(SparkSession spark) {
    return ParquetDirectory.read(spark, SCHEMA, location);
  }

  /** A row of the plan, to which may be added what {@link EarlierDownloads} tell of its path. */
  public static PlannedFile file(Row row) {
    FileReference file =
        new FileReference(
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.isNullAt(6) ? null : row.getDouble(6),
            row.getString(7),
            row.isNullAt(8) ? null : row.getLong(8),
            row.getString(9));
    return new PlannedFile(file, row.getString(1), earlier(row, file.path()));
  }

  private static Provenance earlier(Row row, String storagePath) {
    int finished = SCHEMA.length();
    int unfinished = finished + 1;
    if (row.length() == SCHEMA.length()) {
      return null;
    }
    return Provenance.of(
        storagePath,
        row.isNullAt(finished) ? null : row.getStruct(finished),
        row.isNullAt(unfinished) ? List.of() : row.getList(unfinished));
  }

  public static int task(Row row) {
    return row.getInt(0);
  }

  private static void requireUsable(List<PlanPartition> summaries) {
    String hint =
        " Filter such rows away, or take the files from one of the relations files, series,"
            + " attribute_values, experiments or runs.";
    first(summaries.stream().map(PlanPartition::problem).toList())
        .ifPresent(
            problem -> {
              throw new InvalidFilesException(problem + hint);
            });
    String experimentFile =
        first(summaries.stream().map(PlanPartition::experimentFile).toList()).orElse(null);
    String runFile = first(summaries.stream().map(PlanPartition::runFile).toList()).orElse(null);
    if (experimentFile != null && runFile != null) {
      throw new InvalidFilesException(
          "Files of experiments and files of runs cannot be downloaded together, as %s and %s."
                  .formatted(experimentFile, runFile)
              + " Download them one after the other, or read both with the same option"
              + " 'container'.");
    }
  }

  private static Optional<String> first(List<String> values) {
    return values.stream().filter(Objects::nonNull).findFirst();
  }

  private static TreeSet<String> projects(List<PlanPartition> summaries) {
    TreeSet<String> projects = new TreeSet<>();
    summaries.forEach(s -> projects.addAll(s.projects()));
    return projects;
  }

  private record PlanRows(
      ResolvedPaths files,
      TaskBalance.Chunks chunks,
      TaskBalance balance,
      int partition,
      String downloadId)
      implements Iterator<Row> {

    PlanRows(ResolvedPaths files, TaskBalance balance, int partition, String downloadId) {
      this(files, new TaskBalance.Chunks(), balance, partition, downloadId);
    }

    @Override
    public boolean hasNext() {
      return files.hasNext();
    }

    @Override
    public Row next() {
      PlannedFile planned = files.next();
      FileReference file = planned.file();
      return RowFactory.create(
          balance.task(partition, chunks.add(file.sizeBytes())),
          planned.path(),
          file.project(),
          file.experiment(),
          file.run(),
          file.attribute(),
          file.step(),
          file.path(),
          file.sizeBytes(),
          file.mimeType(),
          downloadId);
    }
  }
}
