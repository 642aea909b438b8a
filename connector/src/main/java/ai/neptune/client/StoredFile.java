package ai.neptune.client;

import java.io.Serializable;

/**
 * A file to read.
 *
 * @param project the project it belongs to
 * @param path its path in the storage of the project, or the full URI of a file of an archive
 * @param isArchived whether it is a file of an archive. It is never a path that tells: a server
 *     could name any file of the cluster.
 */
public record StoredFile(String project, String path, boolean isArchived) implements Serializable {

  /** A file in the storage of a project. */
  public StoredFile(String project, String path) {
    this(project, path, false);
  }
}
