package ai.neptune.spark.it.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A file system to download to. */
interface Storage {

  /** Where downloads may go, as a URI that ends in a slash. */
  String root();

  /** What Hadoop has to be told to reach it. */
  Map<String, String> settings();

  /** The traces of files below a destination that are being written. */
  Iterable<String> unfinished(Tree destination);

  /** Whether a file is written under a temporary name and then renamed. */
  default boolean renames() {
    return true;
  }

  /** Hadoop's view of a place in it. */
  default FileSystem fileSystem(String uri) {
    Configuration hadoop = new Configuration();
    settings().forEach(hadoop::set);
    try {
      return new Path(uri).getFileSystem(hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
