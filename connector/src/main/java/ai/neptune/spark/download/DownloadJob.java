package ai.neptune.spark.download;

import ai.neptune.spark.cluster.HadoopSettings;
import ai.neptune.errors.FileDownloadException;
import ai.neptune.errors.NeptuneException;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.DestinationException;
import ai.neptune.spark.download.destination.DownloadDirectory;
import ai.neptune.spark.download.plan.DownloadPlan;
import ai.neptune.spark.download.plan.PlannedFile;
import ai.neptune.spark.download.plan.TaskBalance;
import ai.neptune.spark.download.transfer.ErrorText;
import ai.neptune.spark.download.transfer.TransferStatus;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/** One execution of a download, from the driver's side: plan, transfers, summary. */
final class DownloadJob {

  private static final Logger LOG = LoggerFactory.getLogger(DownloadJob.class);

  /** Ids sort by time: a later download's manifest is the newer one. */
  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final SecureRandom RANDOM = new SecureRandom();

  private static final int SHOWN_FAILURES = 5;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final DownloadSettings settings;
  private final Configuration hadoop;
  private final Destination destination;
  private final DownloadDirectory directory;
  private final DownloadProgress progress;
  private DownloadPlan plan;

  private DownloadJob(SparkSession spark, DownloadSettings settings) {
    this.spark = spark;
    this.context = new JavaSparkContext(spark.sparkContext());
    this.settings = settings;
    this.hadoop = spark.sessionState().newHadoopConf();
    this.destination = Destination.of(settings.destination(), hadoop);
    this.directory =
        DownloadDirectory.of(
            destination, "%s-%08x".formatted(ID_TIME.format(Instant.now()), RANDOM.nextInt()));
    this.progress = new DownloadProgress(spark.sparkContext());
  }

  /** Runs a download until all files are done, however they end. */
  static DownloadJob run(SparkSession spark, Dataset<Row> references, DownloadSettings settings) {
    DownloadJob job = new DownloadJob(spark, settings);
    job.run(references);
    return job;
  }

  /** Where the files are. */
  Dataset<Row> paths() {
    return DownloadManifest.paths(
        spark, directory.manifest(), plan.container(), plan.severalProjects());
  }

  /**
   * Makes failures of single files the failure of the download.
   *
   * @throws FileDownloadException if there are any
   */
  void throwIfFailed() {
    long failed = progress.files(TransferStatus.FAILED);
    if (failed == 0) {
      return;
    }
    String examples =
        DownloadManifest.failures(spark, directory.manifest()).takeAsList(SHOWN_FAILURES).stream()
            .map(row -> "\n  %s: %s".formatted(row.getString(0), row.getString(1)))
            .collect(Collectors.joining());
    throw new FileDownloadException(
        "%d of %d files could not be downloaded to %s. The first are:%s\nThe manifest lists all: %s. To fetch what is missing, run the download again with overwrite(false); to get the others in spite of failures, use ignoreFailures(true)."
            .formatted(failed, plan.files(), destination.root(), examples, directory.manifest()));
  }

  private void run(Dataset<Row> references) {
    try (Lease lease = Lease.take(destination, directory);
        JobDescription description =
            new JobDescription(context, "neptune-download-" + directory.id())) {
      try {
        description.set("Neptune: planning the download to " + destination.root());
        plan(references);
        description.set(
            "Neptune: downloading %d files to %s".formatted(plan.files(), destination.root()));
        transfer(lease.takenAt());
        DownloadSummary.of(plan, progress).write(destination, directory, hadoop);
      } catch (Exception e) {
        description.cancelJobs();
        throw translated(e);
      }
    }
  }

  private void plan(Dataset<Row> references) {
    try {
      plan = DownloadPlan.write(references, spark, directory, settings.concurrency());
    } finally {
      if (plan == null) {
        forget();
      }
    }
    LOG.info(
        "Download {} to {}: {} files, {} bytes, in {} tasks",
        directory.id(),
        destination.root(),
        plan.files(),
        plan.bytes(),
        plan.tasks());
  }

  private void transfer(long startedAt) throws IOException {
    TransferTask task =
        new TransferTask(
            settings.client(),
            context.broadcast(HadoopSettings.toBytes(hadoop)),
            destination.root().toString(),
            directory.id(),
            settings.concurrency(),
            startedAt,
            progress);
    JavaRDD<Row> manifest =
        planned()
            .javaRDD()
            .mapToPair(DownloadJob::byTask)
            .repartitionAndSortWithinPartitions(
                new TaskBalance.ByTask(plan.tasks()), new TaskBalance.KeyOrder())
            .mapPartitions(task);
    try (ProgressLog log = new ProgressLog(directory.id(), plan, progress)) {
      log.start();
      DownloadManifest.write(spark, manifest, directory.manifest());
      LOG.info(
          "Download {} to {}: {}; {}",
          directory.id(),
          destination.root(),
          progress.describe(),
          log.line().atTheEnd());
    }
  }

  /** The plan, and what is known of the files at its paths if they are to be kept. */
  private Dataset<Row> planned() throws IOException {
    Dataset<Row> planned = plan.read(spark);
    if (settings.overwrite()) {
      return planned;
    }
    return EarlierDownloads.to(destination, directory, spark).tellOf(planned);
  }

  private static Tuple2<Long, byte[]> byTask(Row row) {
    PlannedFile planned = DownloadPlan.file(row);
    long key = TaskBalance.key(DownloadPlan.task(row), planned.file().sizeBytes());
    return new Tuple2<>(key, planned.toBytes());
  }

  private void forget() {
    try {
      destination.fileSystem().delete(directory.root(), true);
    } catch (IOException e) {
      LOG.warn("Cannot remove {}: {}", directory.root(), e.toString());
    }
  }

  /** What went wrong in Spark's tasks, without Spark's wrapping where it is ours. */
  private RuntimeException translated(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof NeptuneException ours) {
        return ours;
      }
      if (cause instanceof DestinationException broken) {
        return new FileDownloadException(
            "The download to %s was given up: %s"
                .formatted(destination.root(), ErrorText.of(broken)),
            e);
      }
    }
    return new FileDownloadException(
        "The download to %s failed: %s".formatted(destination.root(), ErrorText.of(e)), e);
  }
}
