package ai.neptune.archive.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A file of known length as Parquet's reader wants it: small ones are read at once, because that is
 * one request to an object store where footer and columns would be several.
 */
final class HadoopInput implements InputFile {

  /** Up to this size a whole file costs less than two requests for parts of it. */
  static final int SMALL = 64 * 1024;

  /** A local file that is read at once needs no buffer beside. */
  private static final int SMALL_BUFFER = 512;

  private static final int LARGE_BUFFER = 64 * 1024;

  private final Path path;
  private final FileSystem fileSystem;
  private final long length;
  private byte[] content;

  private HadoopInput(Path path, FileSystem fileSystem, long length) {
    this.path = path;
    this.fileSystem = fileSystem;
    this.length = length;
  }

  static HadoopInput of(ArchiveFile file, Configuration configuration) throws IOException {
    Path path = new Path(file.path());
    FileSystem fileSystem = withoutChecksums(path.getFileSystem(configuration), path);
    HadoopInput input = new HadoopInput(path, fileSystem, file.size());
    if (file.size() <= SMALL) {
      input.readAll();
    }
    return input;
  }

  /** The bytes of a small file; null if it is not small. */
  byte[] content() {
    return content;
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    return content == null
        ? HadoopStreams.wrap(open(LARGE_BUFFER))
        : new InMemoryStream(content, content.length);
  }

  /** Hadoop looks for a file of checksums at each local file; exports have none. */
  private static FileSystem withoutChecksums(FileSystem fileSystem, Path path) {
    boolean mayDoWithout =
        fileSystem instanceof LocalFileSystem local
            && !local.pathToFile(local.getChecksumFile(path)).exists();
    return mayDoWithout ? ((LocalFileSystem) fileSystem).getRawFileSystem() : fileSystem;
  }

  private void readAll() throws IOException {
    byte[] all = new byte[(int) length];
    try (FSDataInputStream in = open(SMALL_BUFFER)) {
      in.readFully(all);
    }
    content = all;
  }

  /** An object store is told the length, and need not be asked for it. */
  private FSDataInputStream open(int buffer) throws IOException {
    if (fileSystem instanceof RawLocalFileSystem) {
      return fileSystem.open(path, buffer);
    }
    try {
      return fileSystem
          .openFile(path)
          .opt("fs.option.openfile.length", Long.toString(length))
          .build()
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("Interrupted at " + path).initCause(e);
    } catch (ExecutionException | CompletionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException("Cannot open " + path, e);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
