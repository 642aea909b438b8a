package ai.neptune.spark.download.destination;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Writes under the final name, where the file appears when its stream is closed, not aborted. */
final class InPlacePublisher extends Publisher {

  private final Path probe;

  /**
   * @param probe a file that may be written to see whether any can
   */
  InPlacePublisher(Destination destination, Path probe) {
    super(destination);
    this.probe = probe;
  }

  @Override
  public Publication begin(String file) {
    return new InPlace(file);
  }

  @Override
  void probe() throws IOException {
    destination.fileSystem().create(probe, true, BUFFER_BYTES).close();
    destination.fileSystem().delete(probe, false);
  }

  private final class InPlace implements Publication {

    private final String file;
    private @Nullable FSDataOutputStream out;

    InPlace(String file) {
      this.file = file;
    }

    @Override
    public void write(byte[] bytes, int length) {
      try {
        open().write(bytes, 0, length);
      } catch (IOException | RuntimeException e) {
        throw failure(file, e);
      }
    }

    @Override
    public void restart() {
      close();
    }

    @Override
    public void publish() {
      try {
        open().close();
        out = null;
      } catch (IOException | RuntimeException e) {
        throw failure(file, e);
      }
    }

    @Override
    public void close() {
      if (out != null) {
        FSDataOutputStream unfinished = out;
        out = null;
        Uninterrupted.run(unfinished::abort);
      }
    }

    private FSDataOutputStream open() throws IOException {
      if (out == null) {
        out = destination.fileSystem().create(destination.resolve(file), true, BUFFER_BYTES);
      }
      return out;
    }
  }
}
