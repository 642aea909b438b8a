package ai.neptune.client;

import ai.neptune.errors.UnexpectedResponseException;

/** A blob has no byte at the offset asked for (HTTP status 416): it ends there or before. */
public class RangeNotSatisfiableException extends UnexpectedResponseException {

  private static final long serialVersionUID = 1L;

  private final long totalLength;

  /**
   * @param totalLength how many bytes the blob has, or -1 if the storage does not say
   */
  public RangeNotSatisfiableException(String message, long totalLength) {
    super(416, message, null);
    this.totalLength = totalLength;
  }

  /** How many bytes the blob has, or -1 if the storage does not say. */
  public long totalLength() {
    return totalLength;
  }
}
