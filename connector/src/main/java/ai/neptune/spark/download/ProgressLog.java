package ai.neptune.spark.download;

import ai.neptune.spark.download.plan.DownloadPlan;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the driver's log at intervals how far a download is, until it is closed. */
final class ProgressLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);

  private static final long INTERVAL_SECONDS = 30;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(ProgressLog::daemon);

  private final long started = System.nanoTime();
  private final String downloadId;
  private final DownloadPlan plan;
  private final DownloadProgress progress;

  ProgressLog(String downloadId, DownloadPlan plan, DownloadProgress progress) {
    this.downloadId = downloadId;
    this.plan = plan;
    this.progress = progress;
  }

  /** How far the download is now. */
  ProgressLine line() {
    return progress.line(plan, Duration.ofNanos(System.nanoTime() - started));
  }

  void start() {
    Future<?> unused =
        thread.scheduleAtFixedRate(this::log, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void log() {
    LOG.info(
        "Download {}: {}; in tasks that have ended: {}",
        downloadId,
        line().underWay(),
        progress.describe());
  }

  private static Thread daemon(Runnable runnable) {
    Thread thread = new Thread(runnable, "neptune-download-progress");
    thread.setDaemon(true);
    return thread;
  }
}
