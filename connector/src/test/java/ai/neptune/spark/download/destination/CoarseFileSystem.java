package ai.neptune.spark.download.destination;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** A file system that knows times to the second only, as S3 does. */
public class CoarseFileSystem extends PlainFileSystem {

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    FileStatus status = super.getFileStatus(path);
    long second = TimeUnit.SECONDS.toMillis(1);
    return new FileStatus(
        status.getLen(),
        status.isDirectory(),
        status.getReplication(),
        status.getBlockSize(),
        status.getModificationTime() / second * second,
        status.getPath());
  }
}
