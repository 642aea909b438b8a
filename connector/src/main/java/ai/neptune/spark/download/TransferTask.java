package ai.neptune.spark.download;

import ai.neptune.archive.ArchiveBlobs;
import ai.neptune.client.BlobSource;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.api.NeptuneClient;
import ai.neptune.spark.cluster.HadoopSettings;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.DownloadDirectory;
import ai.neptune.spark.download.destination.NameRules;
import ai.neptune.spark.download.destination.Publisher;
import ai.neptune.spark.download.plan.PlannedFile;
import ai.neptune.spark.download.transfer.Cancellation;
import ai.neptune.spark.download.transfer.FileTransfer;
import ai.neptune.spark.download.transfer.TaskTransfers;
import ai.neptune.spark.download.transfer.TransferResult;
import ai.neptune.spark.download.transfer.TransferStatus;
import ai.neptune.spark.source.FileSources;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/** What a task does with its files: it transfers them, and gives the manifest's rows. */
final class TransferTask implements FlatMapFunction<Iterator<Tuple2<Long, byte[]>>, Row> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(TransferTask.class);

  private final DownloadSettings settings;
  private final Broadcast<byte[]> hadoop;
  private final String root;
  private final String downloadId;
  private final NameRules names;
  private final long startedAt;
  private final DownloadProgress progress;
  private final Set<String> sharedPaths;

  /**
   * @param root the destination
   * @param sharedPaths the paths of an archive's files that several references name
   * @param names which names the destination distinguishes
   * @param startedAt when the download began, in milliseconds of the destination's clock
   */
  TransferTask(
      DownloadSettings settings,
      Broadcast<byte[]> hadoop,
      String root,
      String downloadId,
      NameRules names,
      long startedAt,
      Set<String> sharedPaths,
      DownloadProgress progress) {
    this.settings = settings;
    this.hadoop = hadoop;
    this.root = root;
    this.downloadId = downloadId;
    this.names = names;
    this.startedAt = startedAt;
    this.progress = progress;
    this.sharedPaths = Set.copyOf(sharedPaths);
  }

  @Override
  public Iterator<Row> call(Iterator<Tuple2<Long, byte[]>> files) throws IOException {
    TaskContext context = TaskContext.get();
    Configuration configuration = HadoopSettings.fromBytes(hadoop.value());
    Destination destination = Destination.of(root, configuration);
    DownloadDirectory directory = DownloadDirectory.of(destination, downloadId);
    String attempt = context.stageId() + "-" + context.taskAttemptId();
    RequestMetrics metrics = new RequestMetrics();
    BlobSource source =
        new FileSources(
            new ArchiveBlobs(configuration, sharedPaths),
            () -> NeptuneClient.connect(settings.requiredClient(), metrics));
    FileTransfer transfer =
        new FileTransfer(
            source,
            destination,
            Publisher.of(destination, directory.temporary(), attempt, configuration),
            new Cancellation(),
            startedAt,
            hasPublishedBefore(context, destination, directory));
    TaskTransfers transfers =
        new TaskTransfers(
            new PlannedFiles(files),
            transfer,
            settings.concurrency(),
            attempt,
            context::isInterrupted,
            progress::addReceived);
    context.addTaskCompletionListener(new Closing(transfers, destination, metrics, progress));
    return new ManifestRows(transfers, progress, downloadId, destination, names);
  }

  /**
   * Whether new files at the destination are the work of an earlier attempt of this task: there was
   * one, and nobody else has published anything meanwhile.
   */
  private boolean hasPublishedBefore(
      TaskContext context, Destination destination, DownloadDirectory directory)
      throws IOException {
    boolean isRetried = context.attemptNumber() > 0 || context.stageAttemptNumber() > 0;
    return isRetried && !EarlierDownloads.anySince(destination, directory, startedAt);
  }

  private record PlannedFiles(Iterator<Tuple2<Long, byte[]>> files)
      implements Iterator<PlannedFile> {

    @Override
    public boolean hasNext() {
      return files.hasNext();
    }

    @Override
    public PlannedFile next() {
      return PlannedFile.fromBytes(files.next()._2());
    }
  }

  private record ManifestRows(
      Iterator<TransferResult> results,
      DownloadProgress progress,
      String downloadId,
      Destination destination,
      NameRules names)
      implements Iterator<Row> {

    @Override
    public boolean hasNext() {
      return results.hasNext();
    }

    @Override
    public Row next() {
      TransferResult result = results.next();
      progress.add(result);
      if (result.status() == TransferStatus.FAILED) {
        LOG.warn("Cannot download {}: {}", result.planned().file().describe(), result.error());
      }
      return DownloadManifest.row(downloadId, destination, names, result);
    }
  }

  private record Closing(
      TaskTransfers transfers,
      Destination destination,
      RequestMetrics metrics,
      DownloadProgress progress)
      implements TaskCompletionListener {

    @Override
    public void onTaskCompletion(TaskContext context) {
      transfers.close();
      destination.close();
      progress.addRetries(metrics.retries.sum());
    }
  }
}
