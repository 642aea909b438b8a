package ai.neptune.spark.download;

import ai.neptune.spark.download.plan.DownloadPlan;
import ai.neptune.spark.download.transfer.TransferResult;
import ai.neptune.spark.download.transfer.TransferStatus;
import java.io.Serializable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.util.LongAccumulator;

/** The counts of a download, which the Spark UI shows by stage and task. */
final class DownloadProgress implements Serializable {

  private static final long serialVersionUID = 1L;

  private final EnumMap<TransferStatus, LongAccumulator> files =
      new EnumMap<>(TransferStatus.class);
  private final LongAccumulator bytes;
  private final LongAccumulator retries;

  /**
   * The sizes of the files that are done; without a name, so that the Spark UI does not show it.
   */
  private final LongAccumulator sizes;

  DownloadProgress(SparkContext spark) {
    for (TransferStatus status : TransferStatus.values()) {
      files.put(status, spark.longAccumulator("Neptune files " + status.text()));
    }
    this.bytes = spark.longAccumulator("Neptune bytes received");
    this.retries = spark.longAccumulator("Neptune retries");
    this.sizes = spark.longAccumulator();
  }

  void add(TransferResult result) {
    of(result.status()).add(1L);
    Long size = result.planned().file().sizeBytes();
    sizes.add(size == null ? result.bytesReceived() : size);
  }

  /**
   * Counts bytes as they arrive, also those of files that fail. Spark shows a task's input while it
   * runs, and the values of other counts at its end.
   */
  void addReceived(long count) {
    if (count > 0) {
      bytes.add(count);
      TaskContext.get().taskMetrics().inputMetrics().incBytesRead(count);
    }
  }

  void addRetries(long count) {
    retries.add(count);
  }

  long files(TransferStatus status) {
    return of(status).value();
  }

  private LongAccumulator of(TransferStatus status) {
    return Objects.requireNonNull(files.get(status));
  }

  /** All files that are done, however they ended. */
  long done() {
    return files.values().stream().mapToLong(LongAccumulator::value).sum();
  }

  long bytes() {
    return bytes.value();
  }

  /** How far tasks that have ended have brought the download, some time after it began. */
  ProgressLine line(DownloadPlan plan, Duration elapsed) {
    return new ProgressLine(done(), plan.files(), sizes.value(), plan.bytes(), bytes(), elapsed);
  }

  /** How files ended, in words. */
  String describe() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<TransferStatus, LongAccumulator> entry : files.entrySet()) {
      text.append(entry.getValue().value()).append(' ').append(entry.getKey().text()).append(", ");
    }
    return text.append(retries.value()).append(" retries").toString();
  }
}
