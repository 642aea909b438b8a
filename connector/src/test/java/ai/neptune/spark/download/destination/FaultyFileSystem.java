package ai.neptune.spark.download.destination;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.Progressable;

/** A file system that fails where a test says so, with the message of a store. */
public class FaultyFileSystem extends PlainFileSystem {

  /**
   * What fails: an operation ({@code open}, {@code create}, {@code rename}, {@code status}) on a
   * path.
   */
  private static BiPredicate<String, Path> fault = (operation, path) -> false;

  private static String message = "";

  /** How often it still fails. */
  private static final AtomicInteger TIMES = new AtomicInteger();

  public static void fail(int times, String text, BiPredicate<String, Path> where) {
    message = text;
    fault = where;
    TIMES.set(times);
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    failIfAsked("open", file);
    return super.open(file, bufferSize);
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    failIfAsked("create", file);
    return super.create(file, overwrite, bufferSize, replication, blockSize, progress);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    failIfAsked("rename", to);
    return super.rename(from, to);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    failIfAsked("status", path);
    return super.getFileStatus(path);
  }

  private static void failIfAsked(String operation, Path path) throws IOException {
    if (fault.test(operation, path) && TIMES.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new IOException(message);
    }
  }
}
