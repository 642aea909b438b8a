package ai.neptune.spark.download.destination;

import java.io.IOException;
import java.io.OutputStream;

/**
 * What publishing by rename asks of a file system; safe for use by several threads. Temporary files
 * go by their names in the directory for these, all else by paths relative to the destination.
 */
interface FileOperations {

  /** Opens a new, empty temporary file, in a directory that is made if it is not there. */
  OutputStream create(String temporary) throws IOException;

  /** Makes a directory and those above it, if they are not there. */
  void makeDirectory(String directory) throws IOException;

  /** Gives a temporary file its final name, in place of a file that has it already. */
  void replace(String temporary, String file) throws IOException;

  void delete(String temporary) throws IOException;
}
