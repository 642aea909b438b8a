package ai.neptune.spark.download.destination;

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

  private final Destination destination;
  private final FileSystem fileSystem;
  private final Path temporary;
  private final FileContext context;

  /**
   * @param temporary the directory for temporary files
   * @param context the same file system in the other of Hadoop's two interfaces, the only one that
   *     replaces files, or null if it has none
   */
  private HadoopFileOperations(Destination destination, Path temporary, FileContext context) {
    this.destination = destination;
    this.fileSystem = destination.fileSystem();
    this.temporary = temporary;
    this.context = context;
  }

  static HadoopFileOperations of(Destination destination, Path temporary, Configuration hadoop)
      throws IOException {
    FileContext context;
    try {
      context = FileContext.getFileContext(destination.root().toUri(), hadoop);
    } catch (UnsupportedFileSystemException e) {
      context = null;
    }
    return new HadoopFileOperations(destination, temporary, context);
  }

  @Override
  public OutputStream create(String name) throws IOException {
    return fileSystem.create(new Path(temporary, name), true, Publisher.BUFFER_BYTES);
  }

  @Override
  public void makeDirectory(String directory) throws IOException {
    Path path = destination.resolve(directory);
    if (!fileSystem.mkdirs(path)) {
      throw new IOException("cannot make the directory " + path);
    }
  }

  @Override
  public void replace(String name, String file) throws IOException {
    Path from = new Path(temporary, name);
    Path to = destination.resolve(file);
    if (context != null) {
      context.rename(from, to, Options.Rename.OVERWRITE);
    } else {
      deleteAndRename(from, to);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    fileSystem.delete(new Path(temporary, name), false);
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
