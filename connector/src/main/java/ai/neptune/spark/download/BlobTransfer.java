package ai.neptune.spark.download;

import ai.neptune.client.Blob;
import ai.neptune.client.BlobSource;
import ai.neptune.client.Retry;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.SignedUrlRejectedException;
import ai.neptune.spark.FileDownloadException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * One file's way from the storage to its publication: resumed where it broke, signed again when its
 * URL has expired (SPEC 5, PROTOCOL 4.8).
 */
final class BlobTransfer {

  /** How often a URL is signed again while no byte arrives. */
  private static final int MAX_SIGNATURES_WITHOUT_PROGRESS = 3;

  private final BlobSource source;
  private final Cancellation cancellation;
  private final FileReference file;
  private final Publication publication;
  private final byte[] buffer;

  private SignedUrl url;
  private String etag;
  private long offset;
  private long farthest;
  private long received;
  private int signatures;

  BlobTransfer(
      BlobSource source,
      Cancellation cancellation,
      FileReference file,
      SignedUrl url,
      Publication publication,
      byte[] buffer) {
    this.source = source;
    this.cancellation = cancellation;
    this.file = file;
    this.url = url;
    this.publication = publication;
    this.buffer = buffer;
  }

  /**
   * Fetches and publishes the file.
   *
   * @return how many bytes were received
   * @throws ai.neptune.client.BlobNotFoundException if the storage holds no such file
   * @throws ai.neptune.client.NeptuneException if this file cannot be had
   * @throws DestinationException if the destination takes no files
   */
  long run() {
    Retry retry = source.startRetry(file.describe());
    boolean whole = false;
    while (!whole) {
      cancellation.throwIfRequested();
      try {
        receive(retry);
        whole = true;
      } catch (SignedUrlRejectedException e) {
        signAgain(e);
      } catch (IOException e) {
        cancellation.throwIfRequested();
        retry.waitAfter(e);
      }
    }
    publication.publish();
    return received;
  }

  private void receive(Retry retry) throws IOException {
    if (offset > 0 && !canResume()) {
      restart();
    }
    Blob blob = source.open(url, offset, etag);
    cancellation.register(blob);
    try {
      if (blob.offset() != offset) {
        restart();
      }
      etag = blob.etag();
      long end = blob.contentLength() < 0 ? -1 : blob.offset() + blob.contentLength();
      requireSize(end);
      copy(blob.body(), end, retry);
      requireSize(offset);
    } finally {
      cancellation.unregister(blob);
      blob.close();
    }
  }

  /** Gathers small pieces into large writes, and keeps what came before a connection broke. */
  private void copy(InputStream body, long end, Retry retry) throws IOException {
    boolean ended = false;
    while (!ended) {
      int filled = 0;
      try {
        while (!ended && filled < buffer.length) {
          cancellation.throwIfRequested();
          int count = body.read(buffer, filled, buffer.length - filled);
          ended = count < 0;
          filled += Math.max(count, 0);
        }
        keep(filled, retry);
      } catch (IOException e) {
        keep(filled, retry);
        if (offset != end) {
          throw e;
        }
        ended = true;
      }
    }
    if (offset < end) {
      throw new IOException("the body ended %d bytes too early".formatted(end - offset));
    }
  }

  private void keep(int count, Retry retry) {
    if (count > 0) {
      publication.write(buffer, count);
      offset += count;
      received += count;
      noteProgress(retry);
    }
  }

  /**
   * Only bytes never seen before are progress, or a transfer that starts anew could go on forever.
   */
  private void noteProgress(Retry retry) {
    if (offset > farthest) {
      farthest = offset;
      signatures = 0;
      retry.progress();
    }
  }

  private void signAgain(SignedUrlRejectedException rejection) {
    if (signatures == MAX_SIGNATURES_WITHOUT_PROGRESS) {
      throw new FileDownloadException(
          "The storage refused %d signed URLs of %s in a row, without sending a byte."
              .formatted(signatures + 1, file.describe()),
          rejection);
    }
    signatures++;
    url = source.sign(List.of(file.storedFile())).get(0);
  }

  private void requireSize(long size) {
    if (size >= 0 && file.sizeBytes() != null && size != file.sizeBytes()) {
      throw new FileDownloadException(
          "The storage has %d bytes of %s, but its size is given as %d bytes."
              .formatted(size, file.describe(), file.sizeBytes()));
    }
  }

  /** A weak tag does not promise the same bytes. */
  private boolean canResume() {
    return etag != null && !etag.startsWith("W/");
  }

  private void restart() {
    publication.restart();
    offset = 0;
    etag = null;
  }
}
