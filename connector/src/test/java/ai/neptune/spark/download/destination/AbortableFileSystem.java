package ai.neptune.spark.download.destination;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.Progressable;

/** A file system like S3: a file appears when its stream is closed, and never if it is aborted. */
public class AbortableFileSystem extends PlainFileSystem {

  @Override
  public boolean hasPathCapability(Path path, String capability) throws IOException {
    return capability.equals(CommonPathCapabilities.ABORTABLE_STREAM)
        || super.hasPathCapability(path, capability);
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
    if (exists(file) && getFileStatus(file).isDirectory()) {
      throw new IOException(file + " is a directory");
    }
    return new FSDataOutputStream(new Upload(file), null);
  }

  private final class Upload extends ByteArrayOutputStream implements Abortable {

    private final Path file;
    private boolean ended;

    Upload(Path file) {
      this.file = file;
    }

    @Override
    public void close() throws IOException {
      if (!ended) {
        ended = true;
        try (FSDataOutputStream out =
            AbortableFileSystem.super.create(file, true, 4096, (short) 1, 1 << 20, null)) {
          writeTo(out);
        }
      }
    }

    @Override
    public AbortableResult abort() {
      ended = true;
      return new Aborted();
    }
  }

  private static final class Aborted implements Abortable.AbortableResult {

    @Override
    public boolean alreadyClosed() {
      return false;
    }

    @Override
    public IOException anyCleanupException() {
      return null;
    }
  }
}
