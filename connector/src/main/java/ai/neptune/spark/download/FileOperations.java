package ai.neptune.spark.download;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.Path;

/** What publishing by rename asks of a file system; safe for use by several threads. */
interface FileOperations {

  /** Opens a new, empty file, in a directory that is made if it is not there. */
  OutputStream create(Path file) throws IOException;

  /** Makes a directory and those above it, if they are not there. */
  void makeDirectory(Path directory) throws IOException;

  /** Gives a file its final name, in place of a file that has it already. */
  void replace(Path from, Path to) throws IOException;

  void delete(Path file) throws IOException;
}
