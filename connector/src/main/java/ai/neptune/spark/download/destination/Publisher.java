package ai.neptune.spark.download.destination;

import ai.neptune.errors.FileDownloadException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** How files get to a destination; safe for use by several threads. */
public abstract class Publisher {

  /** What file systems are told to gather before they write; transfers write larger pieces. */
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
   * @param attempt what tells this attempt of a task from every other; temporary files carry it
   */
  public static Publisher of(
      Destination destination, Path temporary, String attempt, Configuration hadoop)
      throws IOException {
    boolean abortable =
        destination
            .fileSystem()
            .hasPathCapability(destination.root(), CommonPathCapabilities.ABORTABLE_STREAM);
    return abortable
        ? new InPlacePublisher(destination)
        : new RenamingPublisher(destination, attempt, operations(destination, temporary, hadoop));
  }

  /**
   * Begins a file; nothing is created before its first byte.
   *
   * @param file its path relative to the destination
   */
  public abstract Publication begin(String file);

  /**
   * What a failed write means: trouble with this one file, if something is in its way, else that
   * the destination is broken.
   */
  public RuntimeException failure(String relativePath, IOException cause) {
    Path file = destination.resolve(relativePath);
    String obstacle = null;
    try {
      obstacle = destination.obstacle(file);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return obstacle == null
        ? new DestinationException("Cannot write %s: %s".formatted(file, cause.getMessage()), cause)
        : new FileDownloadException(
            "Cannot write %s: %s. Move it away, or choose another destination."
                .formatted(file, obstacle),
            cause);
  }

  private static FileOperations operations(
      Destination destination, Path temporary, Configuration hadoop) throws IOException {
    FileSystem fileSystem = destination.fileSystem();
    return fileSystem instanceof RawLocalFileSystem local
            && fileSystem.getUri().getScheme().equals("file")
        ? new LocalFileOperations(local, destination.root(), temporary)
        : HadoopFileOperations.of(destination, temporary, hadoop);
  }
}
