package ai.neptune.spark.download.destination;

import ai.neptune.errors.FileDownloadException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory below which files are published, and its file system.
 *
 * @param root fully qualified
 */
public record Destination(FileSystem fileSystem, Path root) implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Destination.class);

  /**
   * Resolves a URI; a plain path belongs to the default file system. Blanks and line breaks around
   * it are dropped.
   *
   * @throws FileDownloadException if it has no file system, or the root is a file
   */
  public static Destination of(String uri, Configuration hadoop) {
    String trimmed = uri.strip();
    try {
      SchemeAdvice.requireWritable(trimmed);
      Path path = new Path(trimmed);
      FileSystem fileSystem = withoutChecksumFiles(path.getFileSystem(hadoop));
      Destination destination = new Destination(fileSystem, fileSystem.makeQualified(path));
      destination.requireWritableName();
      destination.requireNoFileAtRoot();
      return destination;
    } catch (FileDownloadException e) {
      throw e;
    } catch (IOException | RuntimeException | LinkageError e) {
      throw new FileDownloadException(
          "The destination '%s' cannot be used: %s".formatted(trimmed, SchemeAdvice.of(trimmed, e)),
          e);
    }
  }

  /**
   * Where the file with a path relative to the destination goes; the root itself if it is empty.
   */
  public Path resolve(String relativePath) {
    return relativePath.isEmpty() ? root : new Path(root, relativePath);
  }

  /** The same as text: Hadoop's full path, without its costly parsing. */
  public String fullPath(String relativePath) {
    String directory = root.toString();
    return directory.endsWith(Path.SEPARATOR)
        ? directory + relativePath
        : directory + Path.SEPARATOR + relativePath;
  }

  /** The status of a file or directory, or null if there is none. */
  public @Nullable FileStatus status(Path path) throws IOException {
    try {
      return fileSystem.getFileStatus(path);
    } catch (FileNotFoundException e) {
      return null;
    }
  }

  /** The entries of a directory; none if it does not exist, or no longer. */
  public FileStatus[] list(Path directory) throws IOException {
    try {
      return fileSystem.listStatus(directory);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  /** Whether this is a disk of the machine, which needs no Hadoop to be written. */
  boolean isLocal() {
    return fileSystem instanceof RawLocalFileSystem
        && fileSystem.getUri().getScheme().equals("file");
  }

  /**
   * Closes the file system if it is this destination's own, because Hadoop is told to keep none of
   * its scheme: else every task would leave one behind, with its threads and connections. Hadoop
   * closes the one that all share.
   */
  @Override
  public void close() {
    String scheme = fileSystem.getUri().getScheme();
    if (fileSystem.getConf().getBoolean("fs.%s.impl.disable.cache".formatted(scheme), false)) {
      try {
        fileSystem.close();
      } catch (IOException | RuntimeException e) {
        LOG.warn("Cannot close the file system of {}: {}", root, e.toString());
      }
    }
  }

  /**
   * What is in the way of a file: a directory of its name, or a file where it needs a directory;
   * null if nothing is.
   */
  @Nullable String obstacle(Path file) throws IOException {
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

  /** Where the locale has no letter for a name, Java would write the name with question marks. */
  private void requireWritableName() {
    if (isLocal()) {
      try {
        ((RawLocalFileSystem) fileSystem).pathToFile(root).toPath();
      } catch (InvalidPathException e) {
        throw new FileDownloadException(
            "The destination '%s' cannot be used: %s"
                .formatted(root, LocalFileOperations.UNWRITABLE_NAME),
            e);
      }
    }
  }

  /** Local files get no {@code .crc} companions, which other programs would stumble over. */
  private static FileSystem withoutChecksumFiles(FileSystem fileSystem) {
    return fileSystem instanceof LocalFileSystem local ? local.getRaw() : fileSystem;
  }
}
