package ai.neptune.spark.download.destination;

import ai.neptune.errors.FileDownloadException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.jspecify.annotations.Nullable;

/** How files get to a destination; safe for use by several threads. */
public abstract class Publisher {

  /** How much file systems are told to gather before they write; transfers write larger pieces. */
  static final int BUFFER_BYTES = 64 << 10;

  final Destination destination;

  Publisher(Destination destination) {
    this.destination = destination;
  }

  /**
   * The way that suits the file system: in place where an unfinished file can be taken back, by
   * temporary name everywhere else.
   *
   * @param temporary the directory for temporary files
   * @param attempt distinguishes this attempt of a task from every other; temporary files carry it
   */
  public static Publisher of(
      Destination destination, Path temporary, String attempt, Configuration hadoop)
      throws IOException {
    boolean abortable =
        destination
            .fileSystem()
            .hasPathCapability(destination.root(), CommonPathCapabilities.ABORTABLE_STREAM);
    return abortable
        ? new InPlacePublisher(destination, new Path(temporary, attempt))
        : new RenamingPublisher(destination, attempt, operations(destination, temporary, hadoop));
  }

  /**
   * Begins a file; nothing is created before its first byte.
   *
   * @param file its path relative to the destination
   */
  public abstract Publication begin(String file);

  /** Writes and removes a small file, to find out whether the destination takes any. */
  abstract void probe() throws IOException;

  /**
   * What a failed write means. One file that cannot be written is one failed file: whether the
   * destination takes others, it is asked.
   *
   * @return a {@link FileDownloadException} if this file cannot be written, a {@link
   *     WriteInterruptedException} if another attempt may succeed, a {@link DestinationException}
   *     if no file can be written
   */
  public RuntimeException failure(String relativePath, Exception cause) {
    if (cause instanceof CancellationException cancelled) {
      return cancelled;
    }
    String file = destination.fullPath(relativePath);
    String message = "Cannot write %s: %s".formatted(file, WriteFaults.text(cause));
    if (WriteFaults.isOfDestination(cause)) {
      return new DestinationException(message, cause);
    }
    String obstacle = obstacle(relativePath, cause);
    if (obstacle != null) {
      return new FileDownloadException(
          "Cannot write %s: %s. Move it away, or choose another destination."
              .formatted(file, obstacle),
          cause);
    }
    try {
      probe();
    } catch (IOException | RuntimeException e) {
      cause.addSuppressed(e);
      return new DestinationException(message, cause);
    }
    return WriteFaults.isLasting(cause)
        ? new FileDownloadException(message, cause)
        : new WriteInterruptedException(message, cause);
  }

  /**
   * What is in the way of a file; null if nothing is, or the store refuses to look for its name.
   */
  private @Nullable String obstacle(String relativePath, Exception cause) {
    try {
      return destination.obstacle(destination.resolve(relativePath));
    } catch (IOException | RuntimeException e) {
      cause.addSuppressed(e);
      return null;
    }
  }

  private static FileOperations operations(
      Destination destination, Path temporary, Configuration hadoop) {
    return destination.isLocal()
        ? new LocalFileOperations(
            (RawLocalFileSystem) destination.fileSystem(), destination.root(), temporary, hadoop)
        : new HadoopFileOperations(destination, temporary);
  }
}
