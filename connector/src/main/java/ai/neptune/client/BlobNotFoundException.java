package ai.neptune.client;

import ai.neptune.errors.NeptuneException;

/** The storage has no such file (docs/protocol.md, 4.8). */
public class BlobNotFoundException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public BlobNotFoundException(String message) {
    super("BLOB_NOT_FOUND", message, null);
  }
}
