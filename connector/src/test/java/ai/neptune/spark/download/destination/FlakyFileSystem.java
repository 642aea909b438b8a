package ai.neptune.spark.download.destination;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.Progressable;

/**
 * A file system on which the creation of two temporary files in a row fails, when a test says so:
 * that of a file, and that of the one by which the destination is tried out.
 */
public class FlakyFileSystem extends PlainFileSystem {

  private static final Set<Integer> FAILURES = Set.of(0, -1);

  /** How many temporary files of transfers can be created before two fail; -2 or less: all. */
  public static final AtomicInteger CREATIONS_UNTIL_FAILURE = new AtomicInteger(-2);

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    boolean isTransfer =
        file.getParent().getName().equals("tmp") && file.getName().matches("\\d+-\\d+-\\d+");
    if (isTransfer && FAILURES.contains(CREATIONS_UNTIL_FAILURE.getAndDecrement())) {
      throw new IOException("the disk went away for a moment");
    }
    return super.create(file, overwrite, bufferSize, replication, blockSize, progress);
  }
}
