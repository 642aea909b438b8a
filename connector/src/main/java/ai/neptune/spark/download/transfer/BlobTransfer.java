package ai.neptune.spark.download.transfer;

import ai.neptune.client.Blob;
import ai.neptune.client.BlobSource;
import ai.neptune.client.Retry;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.SignedUrlRejectedException;
import ai.neptune.errors.FileDownloadException;
import ai.neptune.spark.download.destination.DestinationException;
import ai.neptune.spark.download.destination.Publication;
import ai.neptune.spark.download.plan.FileReference;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * One file's way from the storage to its publication: resumed where it broke, signed again when its
 * URL has expired (docs/downloads.md, "Failures"; docs/protocol.md, 4.8), and in parts where one
 * connection is slow and slots of the task are idle.
 */
final class BlobTransfer {

  /** How often a URL is signed again while no byte arrives. */
  private static final int MAX_SIGNATURES_WITHOUT_PROGRESS = 3;

  private final BlobSource source;
  private final Cancellation cancellation;
  private final FileReference file;
  private final Publication publication;
  private final byte[] buffer;
  private final TransferSlots slots;
  private final PartsAhead parts;

  private SignedUrl url;
  private String etag;
  private long offset;
  private long size = -1;
  private long farthest;
  private long received;
  private int signatures;

  /** What came, and how long was waited for it, since parts were thought of last. */
  private long pieceBytes;

  private long pieceNanos;

  BlobTransfer(
      BlobSource source,
      Cancellation cancellation,
      FileReference file,
      SignedUrl url,
      Publication publication,
      byte[] buffer,
      TransferSlots slots) {
    this.source = source;
    this.cancellation = cancellation;
    this.file = file;
    this.url = url;
    this.publication = publication;
    this.buffer = buffer;
    this.slots = slots;
    this.parts = new PartsAhead(source, cancellation, slots);
  }

  /**
   * Fetches and publishes the file.
   *
   * @return how many bytes were received
   * @throws ai.neptune.client.BlobNotFoundException if the storage holds no such file
   * @throws ai.neptune.errors.NeptuneException if this file cannot be had
   * @throws DestinationException if the destination takes no files
   */
  long run() {
    try {
      receiveAll();
    } finally {
      parts.close();
    }
    publication.publish();
    return received;
  }

  private void receiveAll() {
    Retry retry = source.startRetry(file.describe());
    boolean whole = false;
    while (!whole) {
      cancellation.throwIfRequested();
      try {
        whole = receive(retry);
      } catch (SignedUrlRejectedException e) {
        signAgain(e);
      } catch (IOException e) {
        cancellation.throwIfRequested();
        retry.waitAfter(e);
      }
    }
  }

  /** Brings some more of the file, and tells whether that was the rest of it. */
  private boolean receive(Retry retry) throws IOException {
    if (offset > 0 && !canResume()) {
      restart();
    }
    if (parts.isEmpty()) {
      return stream(retry);
    }
    takePart(retry);
    return offset == size;
  }

  private boolean stream(Retry retry) throws IOException {
    Blob blob = source.open(url, offset, etag);
    cancellation.register(blob);
    try {
      if (blob.offset() != offset) {
        restart();
      }
      etag = blob.etag();
      size = blob.contentLength() < 0 ? -1 : blob.offset() + blob.contentLength();
      requireSize(size);
      copy(blob.body(), retry);
      if (parts.isEmpty()) {
        requireSize(offset);
      }
      return parts.isEmpty();
    } finally {
      cancellation.unregister(blob);
      blob.close();
    }
  }

  /**
   * Copies the body to its end, or to where parts take over. Gathers small pieces into large
   * writes, and keeps what came before a connection broke.
   */
  private void copy(InputStream body, Retry retry) throws IOException {
    boolean ended = false;
    pieceBytes = 0;
    pieceNanos = 0;
    while (!ended && !partsTakeOver()) {
      int room = parts.isEmpty() ? buffer.length : (int) Math.min(buffer.length, ahead());
      long begun = System.nanoTime();
      int filled = 0;
      try {
        while (!ended && filled < room) {
          cancellation.throwIfRequested();
          int count = body.read(buffer, filled, room - filled);
          ended = count < 0;
          filled += Math.max(count, 0);
        }
        pieceNanos += System.nanoTime() - begun;
        pieceBytes += filled;
        keep(buffer, filled, retry);
      } catch (IOException e) {
        parts.close();
        keep(buffer, filled, retry);
        if (offset != size) {
          throw e;
        }
        ended = true;
      }
    }
    if (ended && offset < size) {
      parts.close();
      throw new IOException("the body ended %d bytes too early".formatted(size - offset));
    }
  }

  /** How far it is to the first part. */
  private long ahead() {
    return parts.start() - offset;
  }

  /**
   * Whether the rest comes in parts. They are begun while this connection goes on, and it is given
   * up only when the storage does send them.
   */
  private boolean partsTakeOver() {
    if (!parts.isEmpty()) {
      if (ahead() > 0) {
        return false;
      }
      if (parts.areSent()) {
        return true;
      }
      parts.close();
    }
    Splitting splitting = slots.splitting();
    if (pieceBytes >= splitting.partBytes()) {
      boolean slow = pieceNanos >= splitting.slowNanos();
      pieceBytes = 0;
      pieceNanos = 0;
      if (slow && canResume() && parts.arePossible() && size - offset >= splitting.minBytes()) {
        parts.begin(url, etag, offset + splitting.partBytes(), size);
      }
    }
    return false;
  }

  /** Writes the first part, or as much of it as came. */
  private void takePart(Retry retry) {
    parts.begin(url, etag, offset, size);
    FilePart part = parts.await();
    int count = part.awaitBytes();
    keep(part.bytes(), count, retry);
    if (offset == part.end()) {
      parts.removeFirst();
    } else if (count > 0) {
      parts.replaceFirst(url, etag, offset);
    } else {
      parts.close();
    }
  }

  private void keep(byte[] bytes, int count, Retry retry) {
    if (count > 0) {
      publication.write(bytes, count);
      offset += count;
      received += count;
      slots.addReceived(count);
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
    parts.close();
    publication.restart();
    offset = 0;
    etag = null;
  }
}
