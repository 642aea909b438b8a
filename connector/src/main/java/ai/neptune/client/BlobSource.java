package ai.neptune.client;

import ai.neptune.errors.UnexpectedResponseException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source of the contents of files: signed URLs and the blobs behind them (docs/protocol.md, 4.8).
 */
public interface BlobSource {

  /** The number of files that one request may sign. */
  int MAX_FILES_TO_SIGN = RequestLimits.FILES_TO_SIGN;

  /** The end of a blob, wherever that is. */
  long TO_END = Long.MAX_VALUE;

  /**
   * URLs that read the files, in the order given. A file that does not exist gets a URL as well.
   *
   * @param files at most {@link #MAX_FILES_TO_SIGN}
   */
  List<SignedUrl> sign(List<StoredFile> files);

  /** Opens a blob from a byte on to its end, in the way of the other methods. */
  default Blob open(SignedUrl url, long offset, @Nullable String etag) throws IOException {
    return open(url, offset, TO_END, etag);
  }

  /**
   * Opens a blob once, from a byte on; the caller decides by {@link #startRetry} whether to try
   * again.
   *
   * @param offset the first byte wanted
   * @param end the end of the wanted bytes, exclusive, or {@link #TO_END}; a storage may send more,
   *     and always does from byte 0 on
   * @param etag the version of the blob in an earlier response, or null; if the blob has changed
   *     since, the response begins at byte 0
   * @throws BlobNotFoundException if the storage holds no such file
   * @throws SignedUrlRejectedException if the URL has expired or its signature is refused: sign
   *     again
   * @throws RangeNotSatisfiableException if the blob has no byte {@code offset}
   * @throws UnexpectedResponseException if trying again would not help
   * @throws IOException if trying again may help: broken connections, time-outs, 408, 425, 429 and
   *     5xx
   */
  Blob open(SignedUrl url, long offset, long end, @Nullable String etag) throws IOException;

  /**
   * Opens a blob as the other methods do, within a time.
   *
   * @param atMost how long it may take until the body begins, in addition to the limit of the
   *     request time-out; {@link Retry#timeLeft} of the transfer
   */
  default Blob open(SignedUrl url, long offset, long end, @Nullable String etag, Duration atMost)
      throws IOException {
    return open(url, offset, end, etag);
  }

  /**
   * The retries of one transfer, under the limits that hold for every request (docs/protocol.md,
   * 7).
   */
  Retry startRetry(String what);

  /**
   * Ends all transfers of this source, from any thread. Those that wait for a response or for bytes
   * fail, and none can be opened afterwards. Idle connections are closed.
   */
  default void abort() {}
}
