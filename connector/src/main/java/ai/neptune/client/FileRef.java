package ai.neptune.client;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A file in the server's storage, or in an archive.
 *
 * @param path where it is: a path in the server's storage, or the full URI of a file of an archive
 * @param sizeBytes its size, or {@link #NO_SIZE} where an archive does not have the file
 * @param mimeType its MIME type, or null where nobody knows
 */
public record FileRef(String path, long sizeBytes, @Nullable String mimeType)
    implements Serializable {

  /** The size of a file that is not there. */
  public static final long NO_SIZE = -1;
}
