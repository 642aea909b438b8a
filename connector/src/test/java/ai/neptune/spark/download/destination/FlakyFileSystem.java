package ai.neptune.spark.download.destination;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.Progressable;

/** A file system on which the creation of a temporary file fails once, when a test says so. */
public class FlakyFileSystem extends PlainFileSystem {

  /** How many temporary files of transfers can be created before one fails; negative: all. */
  public static final AtomicInteger CREATIONS_UNTIL_FAILURE = new AtomicInteger(-1);

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
    if (isTransfer && CREATIONS_UNTIL_FAILURE.getAndDecrement() == 0) {
      throw new IOException("the disk went away for a moment");
    }
    return super.create(file, overwrite, bufferSize, replication, blockSize, progress);
  }
}
