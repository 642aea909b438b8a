package ai.neptune.spark.download.destination;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;

/** Writes under the final name, where the file appears when its stream is closed, not aborted. */
final class InPlacePublisher extends Publisher {

  InPlacePublisher(Destination destination) {
    super(destination);
  }

  @Override
  public Publication begin(String file) {
    return new InPlace(file);
  }

  private final class InPlace implements Publication {

    private final String file;
    private FSDataOutputStream out;

    InPlace(String file) {
      this.file = file;
    }

    @Override
    public void write(byte[] bytes, int length) {
      try {
        open();
        out.write(bytes, 0, length);
      } catch (IOException e) {
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
        open();
        out.close();
        out = null;
      } catch (IOException e) {
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

    private void open() throws IOException {
      if (out == null) {
        out = destination.fileSystem().create(destination.resolve(file), true, BUFFER_BYTES);
      }
    }
  }
}
