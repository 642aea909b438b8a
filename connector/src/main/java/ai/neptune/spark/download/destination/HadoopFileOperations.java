package ai.neptune.spark.download.destination;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** Any file system of Hadoop. */
final class HadoopFileOperations implements FileOperations {

  private static final int MAX_RENAME_ROUNDS = 5;

  private final Destination destination;
  private final FileSystem fileSystem;
  private final Path temporary;

  /**
   * @param temporary the directory for temporary files
   */
  HadoopFileOperations(Destination destination, Path temporary) {
    this.destination = destination;
    this.fileSystem = destination.fileSystem();
    this.temporary = temporary;
  }

  @Override
  public OutputStream create(String name) throws IOException {
    return fileSystem.create(new Path(temporary, name), true, Publisher.BUFFER_BYTES);
  }

  @Override
  public void makeDirectory(String directory) throws IOException {
    Path path = destination.resolve(directory);
    if (!fileSystem.mkdirs(path)) {
      throw new IOException("cannot create the directory " + path);
    }
  }

  @Override
  public void replace(String name, String file) throws IOException {
    Path from = new Path(temporary, name);
    Path to = destination.resolve(file);
    if (replacesAtOnce()) {
      Hdfs.replace(fileSystem, from, to);
    } else {
      replaceInSteps(name, file, from, to);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    fileSystem.delete(new Path(temporary, name), false);
  }

  /**
   * Only HDFS is known to. The same call on other file systems may well delete the old file first.
   */
  private boolean replacesAtOnce() {
    return fileSystem.getUri().getScheme().equals("hdfs") && Hdfs.is(fileSystem);
  }

  /** Another attempt may put the same file there between two steps, hence the rounds. */
  private void replaceInSteps(String name, String file, Path from, Path to) throws IOException {
    for (int round = 0; round < MAX_RENAME_ROUNDS; round++) {
      FileStatus old = destination.status(to);
      if (old != null && old.isDirectory()) {
        // A rename would move the file into it.
        throw new IOException(to + " is a directory");
      }
      if (old == null ? fileSystem.rename(from, to) : replaceOld(name, file, from, to)) {
        return;
      }
    }
    throw new IOException("cannot rename %s to %s".formatted(from, to));
  }

  private boolean replaceOld(String name, String file, Path from, Path to) throws IOException {
    try (SetAside old = SetAside.move(destination, temporary, name, file)) {
      boolean replaced = old.isMoved() && fileSystem.rename(from, to);
      if (replaced) {
        old.delete();
      }
      return replaced;
    }
  }

  /** Apart, because the class of HDFS is not everywhere. */
  private static final class Hdfs {

    private Hdfs() {}

    static boolean is(FileSystem fileSystem) {
      return fileSystem instanceof DistributedFileSystem;
    }

    static void replace(FileSystem fileSystem, Path from, Path to) throws IOException {
      ((DistributedFileSystem) fileSystem).rename(from, to, Options.Rename.OVERWRITE);
    }
  }
}
