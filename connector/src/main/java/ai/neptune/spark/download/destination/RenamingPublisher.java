package ai.neptune.spark.download.destination;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes under a temporary name, and renames what is whole. */
final class RenamingPublisher extends Publisher {

  private static final Logger LOG = LoggerFactory.getLogger(RenamingPublisher.class);

  private static final int MAX_REMEMBERED_DIRECTORIES = 10_000;

  private final String attempt;
  private final FileOperations files;
  private final AtomicLong begun = new AtomicLong();
  private final Set<String> directories = ConcurrentHashMap.newKeySet();

  RenamingPublisher(Destination destination, String attempt, FileOperations files) {
    super(destination);
    this.attempt = attempt;
    this.files = files;
  }

  @Override
  public Publication begin(String file) {
    return new Renamed(file, attempt + "-" + begun.getAndIncrement());
  }

  @Override
  void probe() throws IOException {
    String partial = attempt + "-" + begun.getAndIncrement();
    files.create(partial).close();
    files.delete(partial);
  }

  private void makeDirectoryOf(String file) throws IOException {
    String directory = file.substring(0, Math.max(0, file.lastIndexOf('/')));
    if (directories.contains(directory)) {
      return;
    }
    files.makeDirectory(directory);
    if (directories.size() < MAX_REMEMBERED_DIRECTORIES) {
      directories.add(directory);
    }
  }

  private final class Renamed implements Publication {

    private final String file;
    private final String partial;
    private @Nullable OutputStream out;
    private boolean created;

    Renamed(String file, String partial) {
      this.file = file;
      this.partial = partial;
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
      closeStream();
    }

    @Override
    public void publish() {
      try {
        OutputStream whole = open();
        out = null;
        whole.close();
        makeDirectoryOf(file);
        files.replace(partial, file);
        created = false;
      } catch (IOException | RuntimeException e) {
        // One may have been removed by somebody else.
        directories.clear();
        throw failure(file, e);
      }
    }

    @Override
    public void close() {
      if (created) {
        Uninterrupted.run(this::removePartial);
      }
    }

    private void removePartial() {
      closeStream();
      try {
        files.delete(partial);
      } catch (IOException e) {
        LOG.warn("Cannot remove the temporary file {}: {}", partial, e.toString());
      }
    }

    private OutputStream open() throws IOException {
      if (out == null) {
        out = files.create(partial);
        created = true;
      }
      return out;
    }

    private void closeStream() {
      if (out != null) {
        try {
          out.close();
        } catch (IOException e) {
          LOG.debug("Cannot close the temporary file {}", partial, e);
        }
        out = null;
      }
    }
  }
}
