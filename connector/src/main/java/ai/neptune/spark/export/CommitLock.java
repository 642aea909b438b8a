package ai.neptune.spark.export;

import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.DownloadDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Lets one export at a time put runs of several parts in place, so that their parts do not mix. It
 * is a file with the id of the export, which is taken over if that export no longer renews its
 * lease. Where a store cannot create a file only if there is none, two exports may hold it; then
 * readers find out by the footers.
 */
final class CommitLock implements AutoCloseable {

  private static final String NAME = "moving-parts";

  /** A lease is renewed every minute. */
  private static final Duration LIFETIME = Duration.ofMinutes(3);

  private static final Duration POLL = Duration.ofMillis(200);

  private final Destination destination;
  private final Path file;

  private CommitLock(Destination destination, Path file) {
    this.destination = destination;
    this.file = file;
  }

  /** Waits until no other export has it. */
  static CommitLock take(Destination destination, DownloadDirectory directory) throws IOException {
    Path file = new Path(DownloadDirectory.all(destination), NAME);
    while (true) {
      try (OutputStream out = destination.fileSystem().create(file, false)) {
        out.write(directory.id().getBytes(StandardCharsets.UTF_8));
        return new CommitLock(destination, file);
      } catch (FileAlreadyExistsException e) {
        if (isAbandoned(file, destination, directory)) {
          destination.fileSystem().delete(file, false);
        } else {
          pause();
        }
      }
    }
  }

  /**
   * Makes parts of a run that are whole replace all there are.
   *
   * @param staged their paths relative to the destination, in their order
   */
  void move(RunTarget target, List<String> staged) throws IOException {
    Parts.of(target, destination).replaceBy(staged);
  }

  @Override
  public void close() throws IOException {
    destination.fileSystem().delete(file, false);
  }

  /** All times are those of the destination. */
  private static boolean isAbandoned(Path file, Destination destination, DownloadDirectory own)
      throws IOException {
    FileStatus lock = destination.status(file);
    if (lock == null) {
      return false;
    }
    long now = destination.fileSystem().getFileStatus(own.lease()).getModificationTime();
    boolean isOld = now - lock.getModificationTime() > LIFETIME.toMillis();
    String holder;
    try (InputStream in = destination.fileSystem().open(file)) {
      holder = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (holder.isEmpty()) {
      // It is being written, or its writer was killed while it did.
      return isOld;
    }
    FileStatus lease = destination.status(DownloadDirectory.of(destination, holder).lease());
    return lease == null || now - lease.getModificationTime() > LIFETIME.toMillis();
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException)
          new InterruptedIOException("Interrupted while another export moves its parts.")
              .initCause(e);
    }
  }
}
