package ai.neptune.spark.download;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The local disk, without Hadoop: where its native library is missing, it starts a process for each
 * new file, to set permissions that the file has already.
 */
final class LocalFileOperations implements FileOperations {

  private final RawLocalFileSystem local;

  LocalFileOperations(RawLocalFileSystem local) {
    this.local = local;
  }

  @Override
  public OutputStream create(Path file) throws IOException {
    try {
      return Files.newOutputStream(onDisk(file));
    } catch (NoSuchFileException e) {
      makeDirectory(file.getParent());
      return Files.newOutputStream(onDisk(file));
    }
  }

  @Override
  public void makeDirectory(Path directory) throws IOException {
    try {
      Files.createDirectories(onDisk(directory));
    } catch (FileAlreadyExistsException e) {
      throw new IOException(directory + " is a file", e);
    }
  }

  @Override
  public void replace(Path from, Path to) throws IOException {
    java.nio.file.Path target = onDisk(to);
    // A checksum that Hadoop once wrote for the replaced file would make the new one unreadable.
    java.nio.file.Path checksum = target.resolveSibling("." + target.getFileName() + ".crc");
    if (Files.exists(checksum)) { // deleting fails on a name that is too long to exist
      Files.deleteIfExists(checksum);
    }
    Files.move(
        onDisk(from), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(onDisk(file));
  }

  private java.nio.file.Path onDisk(Path path) {
    return local.pathToFile(path).toPath();
  }
}
