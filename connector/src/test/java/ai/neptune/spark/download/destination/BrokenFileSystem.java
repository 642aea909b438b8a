package ai.neptune.spark.download.destination;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.Progressable;

/** A file system that takes a plan, but no files. */
public class BrokenFileSystem extends PlainFileSystem {

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    if (file.getName().matches("\\d+-\\d+-\\d+")) {
      throw new IOException("the disk is full");
    }
    return super.create(file, overwrite, bufferSize, replication, blockSize, progress);
  }
}
