package ai.neptune.spark.download.destination;

import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A published file that was moved aside to make room for its successor, on a file system whose
 * rename replaces nothing. Its path in the directory for temporary files says where it belongs, so
 * that it is put back if the successor does not get there, even if the JVM is killed.
 */
public final class SetAside implements AutoCloseable {

  private static final String DIRECTORY = "aside";

  private final Destination destination;
  private final Path original;
  private final Path aside;
  private boolean moved;

  private SetAside(Destination destination, Path original, Path aside) {
    this.destination = destination;
    this.original = original;
    this.aside = aside;
  }

  /**
   * Moves a file aside.
   *
   * @param temporary the directory for temporary files
   * @param attempt distinguishes the moved file from others with the same path
   * @param file its path relative to the destination
   */
  static SetAside move(Destination destination, Path temporary, String attempt, String file)
      throws IOException {
    Path aside = new Path(new Path(new Path(temporary, DIRECTORY), attempt), file);
    SetAside old = new SetAside(destination, destination.resolve(file), aside);
    destination.fileSystem().mkdirs(aside.getParent());
    // A file of an earlier round would be in the way.
    destination.fileSystem().delete(aside, false);
    old.moved = destination.fileSystem().rename(old.original, aside);
    return old;
  }

  boolean isMoved() {
    return moved;
  }

  /** Deletes the file: its successor is in place. */
  void delete() throws IOException {
    moved = false;
    destination.fileSystem().delete(aside, false);
  }

  /** Puts the file back, unless it was deleted or another file has its place. */
  @Override
  public void close() throws IOException {
    if (moved) {
      putBack(destination, aside, original);
    }
  }

  /**
   * Puts back all files that a download left aside, before its temporary files are removed.
   *
   * @throws IOException if a file cannot be put back
   */
  public static void restoreAll(Destination destination, Path temporary) throws IOException {
    for (FileStatus attempt : destination.list(new Path(temporary, DIRECTORY))) {
      restore(destination, attempt.getPath(), destination.root());
    }
  }

  private static void restore(Destination destination, Path directory, Path target)
      throws IOException {
    for (FileStatus child : destination.list(directory)) {
      Path place = new Path(target, child.getPath().getName());
      if (child.isDirectory()) {
        restore(destination, child.getPath(), place);
      } else {
        putBack(destination, child.getPath(), place);
      }
    }
  }

  private static void putBack(Destination destination, Path aside, Path original)
      throws IOException {
    if (destination.status(original) != null) {
      return;
    }
    FileSystem fileSystem = destination.fileSystem();
    fileSystem.mkdirs(original.getParent());
    if (!fileSystem.rename(aside, original) && destination.status(original) == null) {
      throw new IOException("cannot move %s back to %s".formatted(aside, original));
    }
  }
}
