package ai.neptune.archive.file;

import java.io.Serializable;

/**
 * A Parquet file of an archive.
 *
 * @param path its full path, as a file system of Hadoop names it
 * @param size its length in bytes when it was listed
 * @param modified when it was written, in epoch milliseconds
 */
public record ArchiveFile(String path, long size, long modified) implements Serializable {

  /** The last part of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
