package ai.neptune.spark.download;

import ai.neptune.errors.FileDownloadException;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.DownloadDirectory;
import ai.neptune.spark.download.destination.NameRules;
import ai.neptune.spark.download.destination.SetAside;
import ai.neptune.spark.download.transfer.ErrorText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sign that a download runs: a file among its temporary ones, renewed every minute. When it is
 * taken, temporary files of downloads that no longer renew theirs are removed.
 */
public final class Lease implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  private static final Duration RENEWAL = Duration.ofMinutes(1);
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final Destination destination;
  private final DownloadDirectory directory;
  private final long takenAt;
  private final NameRules names;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Lease::daemon);

  private Lease(
      Destination destination, DownloadDirectory directory, long takenAt, NameRules names) {
    this.destination = destination;
    this.directory = directory;
    this.takenAt = takenAt;
    this.names = names;
  }

  /**
   * Takes the lease of a download, which shows that the destination can be written.
   *
   * @throws FileDownloadException if it cannot
   */
  public static Lease take(Destination destination, DownloadDirectory directory) {
    long takenAt;
    NameRules names;
    try {
      renew(destination, directory);
      takenAt = destination.fileSystem().getFileStatus(directory.lease()).getModificationTime();
      names = NameRules.of(destination, directory);
    } catch (IOException | RuntimeException e) {
      throw new FileDownloadException(
          "The destination '%s' cannot be written: %s"
              .formatted(destination.root(), e.getMessage()),
          e);
    }
    Lease lease = new Lease(destination, directory, takenAt, names);
    lease.start();
    return lease;
  }

  /** When the lease was taken, in milliseconds of the destination's clock. */
  public long takenAt() {
    return takenAt;
  }

  /** Which names the destination distinguishes. */
  public NameRules names() {
    return names;
  }

  /** Stops renewing and removes all temporary files of this download, the lease among them. */
  @Override
  public void close() {
    thread.shutdown();
    awaitEnd(thread);
    try {
      SetAside.restoreAll(destination, directory.temporary());
      destination.fileSystem().delete(directory.temporary(), true);
    } catch (IOException | RuntimeException e) {
      LOG.warn("Cannot remove {}: {}", directory.temporary(), ErrorText.of(e));
    }
  }

  private void start() {
    thread.execute(this::removeAbandoned);
    Future<?> unused =
        thread.scheduleAtFixedRate(
            this::renewOrWarn, RENEWAL.toSeconds(), RENEWAL.toSeconds(), TimeUnit.SECONDS);
  }

  private void renewOrWarn() {
    try {
      renew(destination, directory);
    } catch (IOException | RuntimeException e) {
      LOG.warn("Cannot renew the lease {}: {}", directory.lease(), ErrorText.of(e));
    }
  }

  private static void renew(Destination destination, DownloadDirectory directory)
      throws IOException {
    try (OutputStream out = destination.fileSystem().create(directory.lease(), true)) {
      out.write(directory.id().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void removeAbandoned() {
    try {
      for (FileStatus other : destination.list(DownloadDirectory.all(destination))) {
        String id = other.getPath().getName();
        if (other.isDirectory() && !id.equals(directory.id())) {
          removeIfAbandoned(DownloadDirectory.of(destination, id));
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("Cannot look for abandoned temporary files: {}", ErrorText.of(e));
    }
  }

  private void removeIfAbandoned(DownloadDirectory other) throws IOException {
    FileStatus temporary = destination.status(other.temporary());
    if (temporary == null || lastSignOfLife(other, temporary) >= takenAt - LIFETIME.toMillis()) {
      return;
    }
    LOG.info("Removing the temporary files of a download that ended early: {}", other.root());
    if (destination.status(other.summary()) == null) {
      destination.fileSystem().create(other.abandoned(), true).close();
      removeUncommitted(other.plan());
      removeUncommitted(other.manifest());
    }
    SetAside.restoreAll(destination, other.temporary());
    destination.fileSystem().delete(other.temporary(), true);
  }

  /** What Spark's tasks had written of a directory. */
  private void removeUncommitted(Path rows) throws IOException {
    destination.fileSystem().delete(new Path(rows, "_temporary"), true);
  }

  private long lastSignOfLife(DownloadDirectory other, FileStatus temporary) throws IOException {
    FileStatus lease = destination.status(other.lease());
    if (lease != null) {
      return lease.getModificationTime();
    }
    long latest = temporary.getModificationTime();
    for (FileStatus file : destination.list(temporary.getPath())) {
      latest = Math.max(latest, file.getModificationTime());
    }
    return latest;
  }

  private static void awaitEnd(ExecutorService thread) {
    try {
      if (!thread.awaitTermination(RENEWAL.toSeconds(), TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable runnable) {
    Thread thread = new Thread(runnable, "neptune-download-lease");
    thread.setDaemon(true);
    return thread;
  }
}
