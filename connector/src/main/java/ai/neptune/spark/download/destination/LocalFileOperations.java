package ai.neptune.spark.download.destination;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The local disk, without Hadoop: where its native library is missing, it starts a process for each
 * new file, to set permissions that the file has already.
 */
final class LocalFileOperations implements FileOperations {

  private final Path root;
  private final Path temporary;

  /**
   * @param local the destination's file system
   * @param temporary the directory for temporary files
   */
  LocalFileOperations(
      RawLocalFileSystem local,
      org.apache.hadoop.fs.Path root,
      org.apache.hadoop.fs.Path temporary) {
    this.root = local.pathToFile(root).toPath();
    this.temporary = local.pathToFile(temporary).toPath();
  }

  @Override
  public OutputStream create(String name) throws IOException {
    Path file = temporary.resolve(name);
    try {
      return Files.newOutputStream(file);
    } catch (NoSuchFileException e) {
      makeDirectory(temporary);
      return Files.newOutputStream(file);
    }
  }

  @Override
  public void makeDirectory(String directory) throws IOException {
    makeDirectory(root.resolve(directory));
  }

  @Override
  public void replace(String name, String file) throws IOException {
    Path target = root.resolve(file);
    // A checksum that Hadoop once wrote for the replaced file would make the new one unreadable.
    // Deleting it unasked fails on a name that is too long to exist.
    File checksum = new File(target.getParent().toFile(), "." + target.getFileName() + ".crc");
    if (checksum.exists()) {
      Files.deleteIfExists(checksum.toPath());
    }
    Files.move(
        temporary.resolve(name),
        target,
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(temporary.resolve(name));
  }

  private static void makeDirectory(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(directory + " is a file", e);
    }
  }
}
