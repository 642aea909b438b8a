package ai.neptune.spark.download;

import ai.neptune.spark.cluster.HadoopSettings;
import ai.neptune.client.BlobSource;
import ai.neptune.client.ClientConfig;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.api.NeptuneClient;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.DownloadDirectory;
import ai.neptune.spark.download.destination.Publisher;
import ai.neptune.spark.download.plan.PlannedFile;
import ai.neptune.spark.download.transfer.Cancellation;
import ai.neptune.spark.download.transfer.FileTransfer;
import ai.neptune.spark.download.transfer.TaskTransfers;
import ai.neptune.spark.download.transfer.TransferResult;
import ai.neptune.spark.download.transfer.TransferStatus;
import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
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

  private final ClientConfig client;
  private final Broadcast<byte[]> hadoop;
  private final String root;
  private final String downloadId;
  private final int concurrency;
  private final long startedAt;
  private final DownloadProgress progress;

  /**
   * @param root the destination
   * @param startedAt when the download began, in milliseconds of the destination's clock
   */
  TransferTask(
      ClientConfig client,
      Broadcast<byte[]> hadoop,
      String root,
      String downloadId,
      int concurrency,
      long startedAt,
      DownloadProgress progress) {
    this.client = client;
    this.hadoop = hadoop;
    this.root = root;
    this.downloadId = downloadId;
    this.concurrency = concurrency;
    this.startedAt = startedAt;
    this.progress = progress;
  }

  @Override
  public Iterator<Row> call(Iterator<Tuple2<Long, byte[]>> files) throws IOException {
    TaskContext context = TaskContext.get();
    Configuration configuration = HadoopSettings.fromBytes(hadoop.value());
    Destination destination = Destination.of(root, configuration);
    Path temporary = DownloadDirectory.of(destination, downloadId).temporary();
    String attempt = context.stageId() + "-" + context.taskAttemptId();
    boolean retried = context.attemptNumber() > 0 || context.stageAttemptNumber() > 0;
    RequestMetrics metrics = new RequestMetrics();
    BlobSource source = NeptuneClient.connect(client, metrics);
    FileTransfer transfer =
        new FileTransfer(
            source,
            destination,
            Publisher.of(destination, temporary, attempt, configuration),
            new Cancellation(),
            retried ? startedAt : FileTransfer.FIRST_ATTEMPT);
    TaskTransfers transfers =
        new TaskTransfers(
            new PlannedFiles(files),
            transfer,
            concurrency,
            attempt,
            context::isInterrupted,
            progress::addReceived);
    context.addTaskCompletionListener(new Closing(transfers, metrics, progress));
    return new ManifestRows(transfers, progress, downloadId, destination);
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
      Destination destination)
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
      return DownloadManifest.row(downloadId, destination, result);
    }
  }

  private record Closing(TaskTransfers transfers, RequestMetrics metrics, DownloadProgress progress)
      implements TaskCompletionListener {

    @Override
    public void onTaskCompletion(TaskContext context) {
      transfers.close();
      progress.addRetries(metrics.retries.sum());
    }
  }
}
