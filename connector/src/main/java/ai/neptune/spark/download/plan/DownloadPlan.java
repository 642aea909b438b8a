package ai.neptune.spark.download.plan;

import ai.neptune.client.Container;
import ai.neptune.errors.InvalidFilesException;
import ai.neptune.spark.columns.ColumnTypes;
import ai.neptune.spark.download.destination.DownloadDirectory;
import ai.neptune.spark.download.destination.NameRules;
import ai.neptune.spark.download.destination.ParquetDirectory;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The distinct files of a download, their paths and their tasks, as written to the destination.
 *
 * @param location the directory with its rows, in the form of {@link #SCHEMA}
 * @param tasks how many tasks there are
 * @param container what the files belong to, or null if there are none
 * @param severalProjects whether they are of more than one project
 * @param archived whether files of an archive are among them
 */
public record DownloadPlan(
    String location,
    int tasks,
    long files,
    long bytes,
    @Nullable Container container,
    boolean severalProjects,
    boolean archived) {

  /**
   * The columns of the plan; {@code relative_path} is relative to the destination, and {@code name}
   * the same for all paths that are the same to it.
   */
  public static final StructType SCHEMA =
      new StructType()
          .add("task", DataTypes.IntegerType)
          .add("relative_path", DataTypes.StringType)
          .add("name", DataTypes.StringType)
          .add("file", ColumnTypes.FILE)
          .add("download_id", DataTypes.StringType);

  /** The column that may follow those of the plan: what earlier downloads say about the path. */
  public static final String EARLIER = "earlier";

  private static final int FILE = SCHEMA.fieldIndex("file");

  /** More partitions than this do not make planning faster. */
  private static final int MAX_PARTITIONS = 2_000;

  private static final int MAX_EVALUATIONS = 3;

  private static final String HINT =
      " Filter such rows out, or take the files from one of the relations files, series,"
          + " attribute_values, experiments or runs.";

  /**
   * Makes the plan and writes it. The query is evaluated once: its result is shuffled, and both
   * steps that follow read the shuffle. If Spark loses the shuffle and the query then gives other
   * files, the plan is made anew.
   *
   * @param session writes the plan
   * @param names which names the destination distinguishes
   * @param concurrency how many transfers a task has in flight
   * @throws InvalidFilesException if a reference cannot be downloaded, or the query gives other
   *     files each time
   */
  public static DownloadPlan write(
      Dataset<Row> references,
      SparkSession session,
      DownloadDirectory directory,
      NameRules names,
      int concurrency) {
    for (int evaluation = 1; ; evaluation++) {
      try {
        return writeOnce(references, session, directory, names, concurrency);
      } catch (Exception e) {
        if (!isChanged(e)) {
          throw e;
        }
        if (evaluation == MAX_EVALUATIONS) {
          throw new InvalidFilesException(
              "The query returns other files each time that Spark evaluates it, which Spark must"
                  + " do when an executor is lost. Save its result first, and download the files"
                  + " of the saved table.",
              e);
        }
      }
    }
  }

  private static DownloadPlan writeOnce(
      Dataset<Row> references,
      SparkSession session,
      DownloadDirectory directory,
      NameRules names,
      int concurrency) {
    int cores = session.sparkContext().defaultParallelism();
    JavaRDD<Row> rows = references.javaRDD();
    int partitions = Math.max(cores, Math.min(rows.getNumPartitions(), MAX_PARTITIONS));
    JavaPairRDD<String, byte[]> claims =
        rows.mapPartitionsToPair(new PathClaims(names))
            .repartitionAndSortWithinPartitions(
                new PlanKey.ByStem(partitions), new PlanKey.ByteOrder());

    List<PlanPartition> summaries =
        claims
            .mapPartitions(
                i ->
                    Collections.singleton(
                            PlanPartition.of(new ResolvedPaths(i, names, Set.of())).toBytes())
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

    Set<String> contested = contested(claims, summaries, names);
    long[] fingerprints = summaries.stream().mapToLong(PlanPartition::fingerprint).toArray();
    PlanLayout layout = new PlanLayout(balance, fingerprints, names, directory.id());
    JavaRDD<Row> planned =
        claims.mapPartitionsWithIndex(
            (partition, i) ->
                new PlanRows(new ResolvedPaths(i, names, contested), layout, partition),
            true);
    String location = directory.plan().toString();
    ParquetDirectory.write(session, planned, SCHEMA, location);
    return new DownloadPlan(
        location,
        balance.tasks(),
        files,
        summaries.stream().mapToLong(PlanPartition::bytes).sum(),
        container(summaries),
        projects(summaries).size() > 1,
        summaries.stream().anyMatch(PlanPartition::archived));
  }

  /** Two names that meet are not worth a search where one of them does not exist. */
  private static Set<String> contested(
      JavaPairRDD<String, byte[]> claims, List<PlanPartition> summaries, NameRules names) {
    boolean isPossible =
        summaries.stream().anyMatch(s -> s.renamed() > 0)
            && summaries.stream().anyMatch(s -> s.alike() > 0);
    return isPossible ? RenamedStems.contested(claims, names) : new HashSet<>();
  }

  /** The plan's rows as they were written. */
  public Dataset<Row> read(SparkSession session) {
    return ParquetDirectory.read(session, SCHEMA, location);
  }

  /**
   * The paths of an archive's files that the exporter wrote one over the other: those that several
   * attributes or steps name, or runs whose ids are written alike. Forks name the files of their
   * ancestors too, which is no mistake.
   */
  public Set<String> sharedPaths(SparkSession session) {
    if (!archived) {
      return Set.of();
    }
    Column path = functions.col("path");
    Column point = functions.struct(functions.col("attribute"), functions.col("step"));
    Column writtenRun = functions.expr("regexp_replace(run, '[^\\\\p{L}\\\\p{N}_/-]', '_')");
    Column ownRun =
        functions.when(
            path.contains(functions.concat(functions.lit("/"), writtenRun, functions.lit("/"))),
            functions.col("run"));
    List<Row> shared =
        archivedFiles(session)
            .groupBy(path)
            .agg(
                functions.countDistinct(point).as("points"),
                functions.countDistinct(ownRun).as("runs"))
            .where("points > 1 OR runs > 1")
            .select("path")
            .collectAsList();
    return shared.stream().map(row -> row.getString(0)).collect(Collectors.toSet());
  }

  /** The references to files of archives, each with its fields as columns. */
  public Dataset<Row> archivedFiles(SparkSession session) {
    return read(session).select("file.*").where("mime_type IS NULL");
  }

  /**
   * A row of the plan, which may be followed by {@link #EARLIER}.
   *
   * @param spans when each earlier download ran, by its id
   */
  public static PlannedFile file(Row row, Map<String, DownloadSpan> spans) {
    FileReference file = FileReference.of(row.getStruct(FILE));
    Provenance earlier = null;
    if (row.length() > SCHEMA.length() && !row.isNullAt(SCHEMA.length())) {
      earlier = Provenance.of(file.place(), row.getList(SCHEMA.length()), spans);
    }
    return new PlannedFile(file, row.getString(1), earlier);
  }

  public static int task(Row row) {
    return row.getInt(0);
  }

  private static void requireUsable(List<PlanPartition> summaries) {
    first(summaries.stream().map(PlanPartition::problem).toList())
        .ifPresent(
            problem -> {
              throw new InvalidFilesException(problem + HINT);
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

  private static @Nullable Container container(List<PlanPartition> summaries) {
    if (summaries.stream().anyMatch(s -> s.runFile() != null)) {
      return Container.RUN;
    }
    return summaries.stream().anyMatch(s -> s.experimentFile() != null)
        ? Container.EXPERIMENT
        : null;
  }

  private static Optional<String> first(List<String> values) {
    return values.stream().filter(Objects::nonNull).findFirst();
  }

  private static TreeSet<String> projects(List<PlanPartition> summaries) {
    TreeSet<String> projects = new TreeSet<>();
    summaries.forEach(s -> projects.addAll(s.projects()));
    return projects;
  }

  private static boolean isChanged(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PlanChangedException) {
        return true;
      }
    }
    return false;
  }
}
