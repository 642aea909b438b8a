package ai.neptune.spark.download.destination;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A file system of its own scheme whose rename replaces nothing, and that has no FileContext. */
public class PlainFileSystem extends RawLocalFileSystem {

  private URI uri;

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    uri = URI.create(name.getScheme() + ":///");
    super.initialize(name, conf);
    setWorkingDirectory(new Path(uri.resolve("/")));
  }

  @Override
  public URI getUri() {
    return uri == null ? super.getUri() : uri;
  }

  @Override
  public boolean rename(Path src, Path dst) throws IOException {
    return !exists(dst) && pathToFile(src).renameTo(pathToFile(dst));
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    FileStatus status = super.getFileStatus(path);
    status.setPath(makeQualified(path));
    return status;
  }
}
