package ai.neptune.spark.download.destination;

import ai.neptune.errors.FileDownloadException;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The directory below which files are published, and its file system.
 *
 * @param root fully qualified
 */
public record Destination(FileSystem fileSystem, Path root) {

  /**
   * Resolves a URI; a plain path belongs to the default file system.
   *
   * @throws FileDownloadException if no file system can be had for it, or the root is a file
   */
  public static Destination of(String uri, Configuration hadoop) {
    try {
      Path path = new Path(uri);
      FileSystem fileSystem = withoutChecksumFiles(path.getFileSystem(hadoop));
      Destination destination = new Destination(fileSystem, fileSystem.makeQualified(path));
      destination.requireNoFileAtRoot();
      return destination;
    } catch (IOException | IllegalArgumentException e) {
      throw new FileDownloadException(
          "The destination '%s' cannot be used: %s".formatted(uri, e.getMessage()), e);
    }
  }

  /**
   * Where the file with a path relative to the destination goes; the root itself if it is empty.
   */
  public Path resolve(String relativePath) {
    return relativePath.isEmpty() ? root : new Path(root, relativePath);
  }

  /** The same in words: Hadoop's full path, without its costly parsing. */
  public String fullPath(String relativePath) {
    String directory = root.toString();
    return directory.endsWith(Path.SEPARATOR)
        ? directory + relativePath
        : directory + Path.SEPARATOR + relativePath;
  }

  /** The status of a file or directory, or null if there is none. */
  public FileStatus status(Path path) throws IOException {
    try {
      return fileSystem.getFileStatus(path);
    } catch (FileNotFoundException e) {
      return null;
    }
  }

  /**
   * What stands in the way of a file: a directory of its name, or a file where it needs a
   * directory; null if nothing does.
   */
  String obstacle(Path file) throws IOException {
    FileStatus own = status(file);
    if (own != null && own.isDirectory()) {
      return file + " is a directory";
    }
    for (Path parent = file.getParent();
        parent != null && parent.depth() > root.depth();
        parent = parent.getParent()) {
      FileStatus status = status(parent);
      if (status != null) {
        return status.isDirectory() ? null : parent + " is a file";
      }
    }
    return null;
  }

  private void requireNoFileAtRoot() throws IOException {
    FileStatus status = status(root);
    if (status != null && !status.isDirectory()) {
      throw new FileDownloadException(
          "The destination '%s' cannot be used: it is a file. Name a directory.".formatted(root));
    }
  }

  /** Local files get no {@code .crc} companions, for which other programs would stumble. */
  private static FileSystem withoutChecksumFiles(FileSystem fileSystem) {
    return fileSystem instanceof LocalFileSystem local ? local.getRaw() : fileSystem;
  }
}
