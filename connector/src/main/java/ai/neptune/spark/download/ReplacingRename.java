package ai.neptune.spark.download;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Gives a file its final name, in place of a file that has it already. */
@FunctionalInterface
interface ReplacingRename {

  void replace(Path from, Path to) throws IOException;

  /** The best that a file system offers: one atomic step, if it has that. */
  static ReplacingRename of(Destination destination, Configuration hadoop) throws IOException {
    FileSystem fileSystem = destination.fileSystem();
    if (fileSystem instanceof RawLocalFileSystem local
        && fileSystem.getUri().getScheme().equals("file")) {
      return (from, to) -> replaceLocally(local.pathToFile(from), local.pathToFile(to));
    }
    try {
      FileContext context = FileContext.getFileContext(destination.root().toUri(), hadoop);
      return (from, to) -> context.rename(from, to, Options.Rename.OVERWRITE);
    } catch (UnsupportedFileSystemException e) {
      return (from, to) -> deleteAndRename(fileSystem, from, to);
    }
  }

  private static void replaceLocally(File from, File to) throws IOException {
    // A checksum that Hadoop once wrote for the replaced file would make the new one unreadable.
    java.nio.file.Path checksum = to.toPath().resolveSibling("." + to.getName() + ".crc");
    if (Files.exists(checksum)) { // false where the longer name is too long to be one
      Files.deleteIfExists(checksum);
    }
    Files.move(
        from.toPath(),
        to.toPath(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Another attempt may put the same file there between the two steps, hence the rounds. */
  private static void deleteAndRename(FileSystem fileSystem, Path from, Path to)
      throws IOException {
    for (int round = 0; round < 5; round++) {
      // A rename onto a directory would move the file into it.
      if (fileSystem.exists(to)) {
        FileStatus status = fileSystem.getFileStatus(to);
        if (status.isDirectory()) {
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
