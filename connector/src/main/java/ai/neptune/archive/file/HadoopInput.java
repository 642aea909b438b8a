package ai.neptune.archive.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
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
    HadoopInput input = new HadoopInput(path, path.getFileSystem(configuration), file.size());
    if (file.size() <= SMALL) {
      input.readAll();
    }
    return input;
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    return content == null
        ? HadoopStreams.wrap(open())
        : new InMemoryStream(content, content.length);
  }

  private void readAll() throws IOException {
    byte[] all = new byte[(int) length];
    try (FSDataInputStream in = open()) {
      in.readFully(all);
    }
    content = all;
  }

  /** An object store is told the length, and need not be asked for it. */
  private FSDataInputStream open() throws IOException {
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
