package ai.neptune.spark.download.destination;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The operations of a file system that publishing by rename needs; safe for use by several threads.
 * Temporary files go by their names in the directory for these, all others by paths relative to the
 * destination.
 */
interface FileOperations {

  /** Opens a new, empty temporary file, in a directory that is created if it does not exist. */
  OutputStream create(String temporary) throws IOException;

  /** Creates a directory and those above it, if they do not exist. */
  void makeDirectory(String directory) throws IOException;

  /**
   * Gives a temporary file its final name, in place of a file that has it already. At every moment
   * one of the two exists, whatever fails.
   */
  void replace(String temporary, String file) throws IOException;

  void delete(String temporary) throws IOException;
}
