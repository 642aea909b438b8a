package ai.neptune.spark.download.destination;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The local disk, without Hadoop: where its native library is missing, it starts a process for each
 * new file to set its permissions. Files and directories get the same permissions as Hadoop's, by
 * {@code fs.permissions.umask-mode}.
 */
final class LocalFileOperations implements FileOperations {

  static final String UNWRITABLE_NAME =
      "its name has characters that the JVM cannot write in the encoding of its locale (%s). Start driver and executors with a UTF-8 locale, such as LC_ALL=C.UTF-8."
          .formatted(System.getProperty("sun.jnu.encoding"));

  private final Path root;
  private final Path temporary;
  private final Set<PosixFilePermission> filePermissions;
  private final Set<PosixFilePermission> directoryPermissions;

  /**
   * @param local the destination's file system
   * @param temporary the directory for temporary files
   */
  LocalFileOperations(
      RawLocalFileSystem local,
      org.apache.hadoop.fs.Path root,
      org.apache.hadoop.fs.Path temporary,
      Configuration hadoop) {
    this.root = local.pathToFile(root).toPath();
    this.temporary = local.pathToFile(temporary).toPath();
    FsPermission umask = FsPermission.getUMask(hadoop);
    this.filePermissions = permissions(FsPermission.getFileDefault().applyUMask(umask));
    this.directoryPermissions = permissions(FsPermission.getDirDefault().applyUMask(umask));
  }

  @Override
  public OutputStream create(String name) throws IOException {
    Path file = temporary.resolve(name);
    OutputStream out;
    try {
      out = Files.newOutputStream(file);
    } catch (NoSuchFileException e) {
      makeDirectory(temporary);
      out = Files.newOutputStream(file);
    }
    setPermissions(file, filePermissions);
    return out;
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
    File checksum = target.resolveSibling("." + target.getFileName() + ".crc").toFile();
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

  /** Another thread may create the same directories. */
  private void makeDirectory(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    if (directory.getParent() != null) {
      makeDirectory(directory.getParent());
    }
    try {
      Files.createDirectory(directory);
      setPermissions(directory, directoryPermissions);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw new IOException(directory + " is a file", e);
      }
    }
  }

  private static void setPermissions(Path file, Set<PosixFilePermission> permissions)
      throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(permissions);
    }
  }

  private static Set<PosixFilePermission> permissions(FsPermission permission) {
    return PosixFilePermissions.fromString(
        permission.getUserAction().SYMBOL
            + permission.getGroupAction().SYMBOL
            + permission.getOtherAction().SYMBOL);
  }
}
