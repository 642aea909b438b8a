package ai.neptune.spark.download;

import ai.neptune.errors.FileDownloadException;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.spark.cluster.HadoopSettings;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.DownloadDirectory;
import ai.neptune.spark.download.destination.PinnedSession;
import ai.neptune.spark.download.plan.DownloadPlan;
import ai.neptune.spark.download.plan.DownloadSpan;
import ai.neptune.spark.download.plan.FileColumns;
import ai.neptune.spark.download.plan.PlannedFile;
import ai.neptune.spark.download.plan.TaskBalance;
import ai.neptune.spark.download.transfer.ErrorText;
import ai.neptune.spark.download.transfer.TransferStatus;
import ai.neptune.spark.source.SharedArchiveFiles;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/** One execution of a download, from the driver's side: plan, transfers, summary. */
final class DownloadJob {

  private static final Logger LOG = LoggerFactory.getLogger(DownloadJob.class);

  /** Makes ids that people can sort; nothing is decided by the driver's clock. */
  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final SecureRandom RANDOM = new SecureRandom();

  private static final int SHOWN_FAILURES = 5;

  private final Dataset<Row> input;
  private final SparkSession spark;
  private final SparkSession session;
  private final JavaSparkContext context;
  private final DownloadSettings settings;
  private final Configuration hadoop;
  private final Destination destination;
  private final DownloadDirectory directory;
  private final DownloadProgress progress;

  @SuppressWarnings("NullAway.Init") // Made first.
  private DownloadPlan plan;

  @SuppressWarnings("NullAway.Init") // Made last.
  private DownloadSummary summary;

  private DownloadJob(Dataset<Row> input, DownloadSettings settings, @Nullable String id) {
    this.input = input;
    this.spark = input.sparkSession();
    this.session = PinnedSession.of(spark);
    this.context = new JavaSparkContext(spark.sparkContext());
    this.settings = settings;
    this.hadoop = spark.sessionState().newHadoopConf();
    this.destination = Destination.of(settings.destination(), hadoop);
    this.directory =
        DownloadDirectory.of(
            destination,
            id == null ? "%s-%08x".formatted(ID_TIME.format(Instant.now()), RANDOM.nextInt()) : id);
    this.progress = new DownloadProgress(spark.sparkContext());
  }

  /**
   * Runs a download until all files are done, however they end.
   *
   * @param input has columns with references to files
   * @param id of the download, or null for a new one; nothing is done if it is complete already
   */
  static DownloadJob run(Dataset<Row> input, DownloadSettings settings, @Nullable String id) {
    Dataset<Row> references = FileColumns.references(input);
    DownloadJob job = new DownloadJob(input, settings, id);
    try (job.destination) {
      if (id == null || !job.isComplete()) {
        job.run(references);
      }
    }
    return job;
  }

  /** Where the files are. */
  Dataset<Row> paths() {
    return DownloadManifest.paths(spark, directory.manifest(), summary.columns());
  }

  /** How each file ended. */
  Dataset<Row> manifest() {
    return DownloadManifest.read(session, directory.manifest());
  }

  /**
   * Makes failures of single files the failure of the download.
   *
   * @throws FileDownloadException if there are any
   */
  void throwIfFailed() {
    long failed = summary.files().getOrDefault(TransferStatus.FAILED, 0L);
    if (failed == 0) {
      return;
    }
    String examples =
        DownloadManifest.failures(session, directory.manifest()).takeAsList(SHOWN_FAILURES).stream()
            .map(row -> "\n  %s: %s".formatted(row.getString(0), row.getString(1)))
            .collect(Collectors.joining());
    throw new FileDownloadException(
        "%d of %d files could not be downloaded to %s. The first are:%s\nThe manifest lists all: %s. To fetch what is missing, run the download again with overwrite(false); to get the others in spite of failures, use ignoreFailures(true)."
            .formatted(
                failed,
                summary.files().values().stream().mapToLong(Long::longValue).sum(),
                destination.root(),
                examples,
                directory.manifest()));
  }

  /**
   * Whether a download of the same id is complete: then this is a repetition of it.
   *
   * @throws InvalidOptionException if there is one, but it is not complete
   */
  private boolean isComplete() {
    try {
      if (destination.status(directory.root()) == null) {
        return false;
      }
      DownloadSummary earlier = DownloadSummary.read(destination, directory);
      if (earlier != null) {
        LOG.info("Download {} to {} is complete already", directory.id(), destination.root());
        summary = earlier;
        return true;
      }
    } catch (IOException e) {
      throw JobFailure.of(e, destination);
    }
    throw new InvalidOptionException(
        "Invalid value '%s' for option 'downloadId': a download with this id to %s is running, or was interrupted. Use another id, and overwrite(false) to keep what it has downloaded."
            .formatted(directory.id(), destination.root()));
  }

  private void run(Dataset<Row> references) {
    try (Lease lease = Lease.take(destination, directory);
        JobDescription description =
            new JobDescription(context, "neptune-download-" + directory.id())) {
      try {
        description.set("Neptune: planning the download to " + destination.root());
        plan(references, lease);
        description.set(
            "Neptune: downloading %d files to %s".formatted(plan.files(), destination.root()));
        transfer(lease);
        summary =
            new DownloadSummary(
                ResultColumns.of(input.schema(), plan),
                DownloadManifest.count(session, directory.manifest(), plan.files()),
                progress.bytes());
        summary.write(destination, directory, hadoop);
      } catch (Exception e) {
        description.cancelJobs();
        throw JobFailure.of(e, destination);
      }
    }
  }

  private void plan(Dataset<Row> references, Lease lease) throws IOException {
    boolean whole = false;
    try {
      plan =
          DownloadPlan.write(
              references, session, directory, lease.names(), settings.concurrency().first());
      PlanSummary.write(plan, lease.takenAt(), destination, directory, hadoop);
      whole = true;
    } finally {
      if (!whole) {
        forget();
      }
    }
    if (plan.files() > 0 && !plan.archived()) {
      settings.requiredClient();
    }
    LOG.info(
        "Download {} to {}: {} files, {} bytes, in {} tasks",
        directory.id(),
        destination.root(),
        plan.files(),
        plan.bytes(),
        plan.tasks());
  }

  private void transfer(Lease lease) throws IOException {
    TransferTask task =
        new TransferTask(
            settings,
            context.broadcast(HadoopSettings.toBytes(hadoop)),
            destination.root().toString(),
            directory.id(),
            lease.names(),
            lease.takenAt(),
            sharedPaths(),
            progress);
    JavaRDD<Row> manifest =
        planned()
            .repartitionAndSortWithinPartitions(
                new TaskBalance.ByTask(plan.tasks()), new TaskBalance.KeyOrder())
            .mapPartitions(task);
    try (ProgressLog log = new ProgressLog(directory.id(), plan, progress)) {
      log.start();
      DownloadManifest.write(session, manifest, directory.manifest());
      LOG.info(
          "Download {} to {}: {}; {}",
          directory.id(),
          destination.root(),
          progress.describe(),
          log.line().atTheEnd());
    }
  }

  /** The paths of archived files that several references name, of this download or not. */
  private Set<String> sharedPaths() {
    Set<String> shared = new HashSet<>(plan.sharedPaths(spark));
    if (plan.archived()) {
      shared.addAll(SharedArchiveFiles.among(plan.archivedFiles(spark), spark));
    }
    return shared;
  }

  /** The plan, with what is known about the files at its paths if they are to be kept. */
  private JavaPairRDD<Long, byte[]> planned() throws IOException {
    Dataset<Row> planned = plan.read(session);
    if (settings.overwrite()) {
      return planned.javaRDD().mapToPair(row -> byTask(row, Map.of()));
    }
    EarlierDownloads earlier = EarlierDownloads.to(destination, directory, session);
    Map<String, DownloadSpan> spans = earlier.spans();
    return earlier.joinedTo(planned).javaRDD().mapToPair(row -> byTask(row, spans));
  }

  private static Tuple2<Long, byte[]> byTask(Row row, Map<String, DownloadSpan> spans) {
    PlannedFile planned = DownloadPlan.file(row, spans);
    long key = TaskBalance.key(DownloadPlan.task(row), planned.file().sizeBytes());
    return new Tuple2<>(key, planned.toBytes());
  }

  /** Nobody reads what belongs to a plan that is not whole. */
  private void forget() {
    try {
      destination.fileSystem().delete(directory.root(), true);
    } catch (IOException e) {
      LOG.warn("Cannot remove {}: {}", directory.root(), ErrorText.of(e));
    }
  }
}
