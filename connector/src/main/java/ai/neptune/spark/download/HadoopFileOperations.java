package ai.neptune.spark.download;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Any file system of Hadoop, with the best replacing rename that it has. */
final class HadoopFileOperations implements FileOperations {

  private static final int MAX_RENAME_ROUNDS = 5;

  private final FileSystem fileSystem;
  private final FileContext context;

  /**
   * @param context the same file system in the other of Hadoop's two interfaces, the only one that
   *     replaces files, or null if it has none
   */
  private HadoopFileOperations(FileSystem fileSystem, FileContext context) {
    this.fileSystem = fileSystem;
    this.context = context;
  }

  static HadoopFileOperations of(Destination destination, Configuration hadoop) throws IOException {
    FileContext context;
    try {
      context = FileContext.getFileContext(destination.root().toUri(), hadoop);
    } catch (UnsupportedFileSystemException e) {
      context = null;
    }
    return new HadoopFileOperations(destination.fileSystem(), context);
  }

  @Override
  public OutputStream create(Path file) throws IOException {
    return fileSystem.create(file, true, Publisher.BUFFER_BYTES);
  }

  @Override
  public void makeDirectory(Path directory) throws IOException {
    if (!fileSystem.mkdirs(directory)) {
      throw new IOException("cannot make the directory " + directory);
    }
  }

  @Override
  public void replace(Path from, Path to) throws IOException {
    if (context != null) {
      context.rename(from, to, Options.Rename.OVERWRITE);
    } else {
      deleteAndRename(from, to);
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    fileSystem.delete(file, false);
  }

  /** Another attempt may put the same file there between the two steps, hence the rounds. */
  private void deleteAndRename(Path from, Path to) throws IOException {
    for (int round = 0; round < MAX_RENAME_ROUNDS; round++) {
      if (fileSystem.exists(to)) {
        FileStatus status = fileSystem.getFileStatus(to);
        if (status.isDirectory()) {
          // A rename would move the file into it.
          throw new IOException(to + " is a directory");
        }
        fileSystem.delete(to, false);
      }
      if (fileSystem.rename(from, to)) {
        return;
      }
    }
    throw new IOException("cannot rename %s to %s".formatted(from, to));
  }
}
