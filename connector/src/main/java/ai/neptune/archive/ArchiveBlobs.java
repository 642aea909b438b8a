package ai.neptune.archive;

import ai.neptune.client.Blob;
import ai.neptune.client.BlobNotFoundException;
import ai.neptune.client.BlobSource;
import ai.neptune.client.Retry;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.StoredFile;
import ai.neptune.errors.IncompleteArchiveException;
import ai.neptune.errors.RetriesExhaustedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The contents of an archive's files, read from the file system that it is on. Their paths are full
 * URIs: nothing has to be signed.
 */
public final class ArchiveBlobs implements BlobSource {

  private final Configuration configuration;
  private final Set<String> shared;

  /**
   * @param shared the paths that several references name: nobody knows whose content they hold
   */
  public ArchiveBlobs(Configuration configuration, Set<String> shared) {
    this.configuration = configuration;
    this.shared = Set.copyOf(shared);
  }

  /**
   * The extension that the exporter gave a file, with its dot, or an empty text: all that is left
   * of its MIME type.
   */
  public static String extension(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot);
  }

  @Override
  public List<SignedUrl> sign(List<StoredFile> files) {
    return files.stream().map(SignedUrl::ofArchived).toList();
  }

  @Override
  public Blob open(SignedUrl url, long offset, long end, String etag) throws IOException {
    Path path = new Path(url.text());
    if (shared.contains(url.text())) {
      throw new IncompleteArchiveException(
          "The archive has one file for several references, %s: the exporter wrote them to the same path, and it is unknown whose content it holds."
              .formatted(path));
    }
    try {
      FileSystem fileSystem = fileSystem(path);
      FileStatus status = fileSystem.getFileStatus(path);
      if (!status.isFile()) {
        throw new BlobNotFoundException("There is no file, but a folder: " + path);
      }
      FSDataInputStream in = fileSystem.open(path);
      in.seek(Math.min(offset, status.getLen()));
      return new Opened(in, offset, status);
    } catch (FileNotFoundException e) {
      throw new BlobNotFoundException("The archive has no file " + path);
    }
  }

  /** Hadoop cannot name the checksum file of a file whose name has a colon; no export has one. */
  private FileSystem fileSystem(Path path) throws IOException {
    FileSystem fileSystem = path.getFileSystem(configuration);
    return fileSystem instanceof ChecksumFileSystem checked && path.getName().indexOf(':') >= 0
        ? checked.getRawFileSystem()
        : fileSystem;
  }

  @Override
  public Retry startRetry(String what) {
    return new FewAttempts(what);
  }

  private record Opened(InputStream body, long offset, FileStatus status) implements Blob {

    @Override
    public long contentLength() {
      return status.getLen() - offset;
    }

    @Override
    public long totalLength() {
      return status.getLen();
    }

    @Override
    public String etag() {
      return "\"%d-%d\"".formatted(status.getModificationTime(), status.getLen());
    }

    @Override
    public void close() {
      try {
        body.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Hadoop's file systems retry by themselves what is worth it. */
  private static final class FewAttempts implements Retry {

    private static final int MOST = 4;

    private final String what;
    private int attempts;

    FewAttempts(String what) {
      this.what = what;
    }

    @Override
    public void progress() {
      attempts = 0;
    }

    @Override
    public void waitAfter(IOException failure) {
      attempts++;
      if (attempts == MOST) {
        throw new RetriesExhaustedException(
            "Copying %s from the archive failed %d times, last with: %s"
                .formatted(what, MOST, failure.getMessage()),
            failure);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(250L << attempts);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw (CancellationException)
            new CancellationException("Interrupted while waiting").initCause(e);
      }
    }
  }
}
