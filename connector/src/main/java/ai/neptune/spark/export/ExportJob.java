package ai.neptune.spark.export;

import ai.neptune.client.AttributeType;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RequestMetrics;
import ai.neptune.errors.ExportException;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.errors.NeptuneException;
import ai.neptune.spark.cluster.HadoopSettings;
import ai.neptune.spark.cluster.JavaBytes;
import ai.neptune.spark.download.JobDescription;
import ai.neptune.spark.download.Lease;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.DestinationException;
import ai.neptune.spark.download.destination.DownloadDirectory;
import ai.neptune.spark.download.destination.ParquetDirectory;
import ai.neptune.spark.download.destination.PinnedSession;
import ai.neptune.spark.download.transfer.ErrorText;
import ai.neptune.spark.export.RunOutcome.Status;
import ai.neptune.spark.plan.PointPlanner;
import ai.neptune.spark.pushdown.Conditions;
import ai.neptune.spark.source.Sources;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One execution of an export, from the driver's side: plan, files, runs, result. */
final class ExportJob {

  private static final Logger LOG = LoggerFactory.getLogger(ExportJob.class);

  /** Makes ids that people can sort; nothing is decided by the driver's clock. */
  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SHOWN_FAILURES = 5;

  /** So many tasks per core are waited for before the huge runs that they exported appear. */
  private static final int TASKS_PER_CORE = 4;

  private static final Set<AttributeType> SERIES =
      EnumSet.of(
          AttributeType.FLOAT_SERIES, AttributeType.STRING_SERIES, AttributeType.HISTOGRAM_SERIES);

  private final SparkSession spark;
  private final SparkSession session;
  private final JavaSparkContext context;
  private final ExportSettings settings;
  private final Broadcast<byte[]> hadoop;
  private final Destination destination;
  private final DownloadDirectory directory;
  private final ExportProgress progress;
  private final boolean isNamed;

  ExportJob(SparkSession spark, ExportSettings settings, @Nullable String id) {
    this.spark = spark;
    this.session = PinnedSession.of(spark);
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.settings = settings;
    this.isNamed = id != null;
    Configuration configuration = spark.sessionState().newHadoopConf();
    this.hadoop = context.broadcast(HadoopSettings.toBytes(configuration));
    this.destination = Destination.of(settings.destination(), configuration);
    this.directory =
        DownloadDirectory.of(
            destination,
            id == null ? "%s-%08x".formatted(ID_TIME.format(Instant.now()), RANDOM.nextInt()) : id);
    this.progress = new ExportProgress(spark.sparkContext());
  }

  /**
   * Exports all runs, however that of each ends.
   *
   * @throws InvalidOptionException if there is an export with the same id
   */
  void run() {
    if (isNamed) {
      requireNew();
    }
    try (Lease lease = Lease.take(destination, directory);
        JobDescription description =
            new JobDescription(context, "neptune-export-" + directory.id())) {
      try {
        description.set("Neptune: planning the export to " + destination.root());
        ExportPlan plan = plan(lease);
        write(plan.kept(), "kept");
        ExportReads reads =
            ExportReads.of(settings.options(), Sources.forTasks(settings.options()));
        description.set("Neptune: looking for the files of %d runs".formatted(plan.size()));
        FileExport files = files(plan, reads);
        description.set(
            "Neptune: exporting %d runs to %s".formatted(plan.size(), destination.root()));
        ExportTask task =
            new ExportTask(
                reads,
                hadoop,
                destination.root().toString(),
                directory.id(),
                settings.files(),
                progress);
        exportRuns(plan.runs(), task, files);
        exportHuge(plan.huge(), task, files);
        LOG.info("Export {} to {}: {}", directory.id(), destination.root(), progress.describe());
      } catch (Exception e) {
        description.cancelJobs();
        throw failure(e);
      }
    }
  }

  private void requireNew() {
    try {
      if (destination.status(directory.root()) != null) {
        throw new InvalidOptionException(
            "Invalid value '%s' for option 'exportId': there is an export with this id in %s. Use another one; runs that it has exported are kept."
                .formatted(directory.id(), destination.root()));
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** A row per run. */
  Dataset<Row> result() {
    return read(spark).orderBy("project", "run");
  }

  /**
   * Makes failures of single runs the failure of the export.
   *
   * @throws ExportException if there are any
   */
  void throwIfFailed() {
    Dataset<Row> failed =
        read(session).where(functions.col("status").equalTo(Status.FAILED.text()));
    long count = failed.count();
    if (count == 0) {
      return;
    }
    String examples =
        failed.select("project", "run", "error").takeAsList(SHOWN_FAILURES).stream()
            .map(r -> "\n  %s of %s: %s".formatted(r.getString(1), r.getString(0), r.getString(2)))
            .collect(Collectors.joining());
    throw new ExportException(
        "%d run(s) could not be exported to %s. The first are:%s\nAll are listed in %s. To export what is missing, run the export again; to get the result in spite of failures, use ignoreFailures(true)."
            .formatted(count, destination.root(), examples, results()));
  }

  private ExportPlan plan(Lease lease) throws IOException {
    NeptuneSource source = Sources.onDriver(settings.options(), new RequestMetrics());
    PointPlanner planner =
        PointPlanner.of(
            source,
            settings.options(),
            Conditions.NONE,
            SERIES,
            spark.sparkContext().defaultParallelism());
    ExportPlan plan =
        ExportPlan.of(
            source,
            planner,
            Targets.of(planner.runs(), destination, lease.names(), settings.files()),
            settings.overwrite() ? null : new EarlierExports(settings, context, hadoop));
    LOG.info(
        "Export {} to {}: {} runs in {} tasks, {} runs in several parts, {} runs are kept",
        directory.id(),
        destination.root(),
        plan.size(),
        plan.runs().size(),
        plan.huge().size(),
        plan.kept().size());
    return plan;
  }

  private FileExport files(ExportPlan plan, ExportReads reads) {
    return settings.files()
        ? FileExport.of(
            spark,
            session,
            settings,
            reads,
            plan.wholeRuns(),
            destination,
            new Path(directory.root(), "references").toString())
        : FileExport.none(context);
  }

  private void exportRuns(List<ExportItem> items, ExportTask task, FileExport files) {
    if (!items.isEmpty()) {
      JavaRDD<Row> rows =
          outcomes(items, task, files).map(bytes -> ((RunOutcome) JavaBytes.read(bytes)).row());
      ParquetDirectory.write(session, rows, RunOutcome.SCHEMA, results("runs"));
    }
  }

  /** Huge runs appear when all tasks that export them are done: some at a time. */
  private void exportHuge(List<List<ExportItem>> huge, ExportTask task, FileExport files)
      throws IOException {
    int atOnce = TASKS_PER_CORE * spark.sparkContext().defaultParallelism();
    List<List<ExportItem>> wave = new ArrayList<>();
    int waves = 0;
    int items = 0;
    for (int run = 0; run < huge.size(); run++) {
      wave.add(huge.get(run));
      items += huge.get(run).size();
      if (items >= atOnce || run == huge.size() - 1) {
        write(exportWave(wave, task, files), "huge-" + waves++);
        wave.clear();
        items = 0;
      }
    }
  }

  private List<RunOutcome> exportWave(
      List<List<ExportItem>> wave, ExportTask task, FileExport files) throws IOException {
    List<ExportItem> items = wave.stream().flatMap(List::stream).toList();
    List<byte[]> done = outcomes(items, task, files).collect();
    List<RunOutcome> outcomes = new ArrayList<>();
    int next = 0;
    try (CommitLock lock = CommitLock.take(destination, directory)) {
      for (List<ExportItem> slices : wave) {
        List<RunOutcome> parts =
            done.subList(next, next + slices.size()).stream()
                .map(bytes -> (RunOutcome) JavaBytes.read(bytes))
                .toList();
        next += slices.size();
        RunOutcome whole = parts.stream().reduce(RunOutcome::with).orElseThrow();
        if (!whole.isFailed()) {
          lock.move(
              slices.get(0).targets().get(0), parts.stream().map(RunOutcome::staged).toList());
        }
        outcomes.add(whole);
      }
    }
    return outcomes;
  }

  private JavaRDD<byte[]> outcomes(List<ExportItem> items, ExportTask task, FileExport files) {
    List<byte[]> bytes = items.stream().map(JavaBytes::of).toList();
    return context.parallelize(bytes, bytes.size()).zipPartitions(files.of(items), task);
  }

  private void write(List<RunOutcome> outcomes, String directoryName) {
    ParquetDirectory.write(
        session,
        context.parallelize(outcomes.stream().map(RunOutcome::row).toList(), 1),
        RunOutcome.SCHEMA,
        results(directoryName));
  }

  private Dataset<Row> read(SparkSession reading) {
    return ParquetDirectory.read(reading, RunOutcome.SCHEMA, results());
  }

  private String results() {
    return new Path(directory.root(), "result").toString();
  }

  private String results(String name) {
    return new Path(results(), name).toString();
  }

  private RuntimeException failure(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof NeptuneException ours) {
        return ours;
      }
      if (cause instanceof DestinationException broken) {
        return new ExportException(
            "The export to %s was given up: %s".formatted(destination.root(), ErrorText.of(broken)),
            e);
      }
    }
    return new ExportException(
        "The export to %s failed: %s".formatted(destination.root(), ErrorText.of(e)), e);
  }
}
