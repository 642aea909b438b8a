package ai.neptune.spark.download.transfer;

import ai.neptune.client.Blob;
import ai.neptune.client.BlobSource;
import ai.neptune.client.RangeNotSatisfiableException;
import ai.neptune.client.Retry;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.SignedUrlRejectedException;
import ai.neptune.errors.FileDownloadException;
import ai.neptune.spark.download.destination.DestinationException;
import ai.neptune.spark.download.destination.Publication;
import ai.neptune.spark.download.plan.FileReference;
import java.io.IOException;
import java.io.InputStream;

/**
 * The transfer of one file from the storage to its publication: resumed where it broke, signed
 * again when its URL has expired (docs/downloads.md, "Failures"; docs/protocol.md, 4.8), and in
 * parts where one connection is slow and slots of the task are idle.
 */
final class BlobTransfer {

  private final BlobSource source;
  private final Cancellation cancellation;
  private final FileReference file;
  private final Publication publication;
  private final byte[] buffer;
  private final TransferSlots slots;
  private final PartsAhead parts;
  private final FreshUrl url;

  private BlobVersion version = BlobVersion.UNKNOWN;
  private long offset;
  private long farthest;
  private long received;

  /** How much was received, and in which time, since parts were considered last. */
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
    this.url = new FreshUrl(source, file, url);
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
   * @throws ai.neptune.errors.NeptuneException if this file cannot be fetched
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
        url.signAgain(e);
      } catch (RangeNotSatisfiableException e) {
        whole = isWholeAfter(e);
      } catch (IOException e) {
        cancellation.throwIfRequested();
        slots.addFault(e);
        retry.waitAfter(e);
      }
    }
  }

  /** Whether the storage has no more bytes because all have been received; else begins anew. */
  private boolean isWholeAfter(RangeNotSatisfiableException end) {
    boolean isSameLength =
        end.totalLength() < 0 || version.length() < 0 || end.totalLength() == version.length();
    boolean whole = isSameLength && offset == lengthAfter(end);
    if (whole) {
      requireSize(offset);
    } else {
      restart();
    }
    return whole;
  }

  /** How long the blob is; where nobody has said so, it ends where the storage has no more. */
  private long lengthAfter(RangeNotSatisfiableException end) {
    if (end.totalLength() >= 0) {
      return end.totalLength();
    }
    if (version.length() >= 0) {
      return version.length();
    }
    return file.sizeBytes() == null ? offset : file.sizeBytes();
  }

  /** Fetches some more of the file, and returns whether that was the rest of it. */
  private boolean receive(Retry retry) throws IOException {
    if (offset > 0 && !version.isResumable()) {
      restart();
    }
    if (parts.isEmpty()) {
      return stream(retry);
    }
    takePart(retry);
    return offset == version.length();
  }

  private boolean stream(Retry retry) throws IOException {
    Blob blob = source.open(url.get(), offset, BlobSource.TO_END, version.etag(), retry.timeLeft());
    cancellation.register(blob);
    try {
      return accepts(blob) && isWholeAfter(blob, retry);
    } finally {
      cancellation.unregister(blob);
      blob.close();
    }
  }

  /** Whether the body continues what was received; else the file begins anew, perhaps with it. */
  private boolean accepts(Blob blob) {
    BlobVersion opened = BlobVersion.of(blob);
    boolean continues = offset > 0 && blob.offset() == offset && version.isContinuedBy(opened);
    if (!continues && offset > 0) {
      restart();
    }
    if (blob.offset() != offset) {
      return false;
    }
    version = continues ? version.completedBy(opened) : opened;
    requireSize(version.length());
    return true;
  }

  /** Copies the body, and returns whether it was the rest of the file. */
  private boolean isWholeAfter(Blob blob, Retry retry) throws IOException {
    boolean isPartial = blob.offset() > 0;
    long end = blob.contentLength() < 0 ? version.length() : blob.offset() + blob.contentLength();
    copy(blob.body(), end, retry);
    if (!parts.isEmpty() || offset < version.length()) {
      return false;
    }
    if (isPartial && version.length() < 0 && !isOfKnownSize()) {
      // Only the storage knows whether there is more.
      return false;
    }
    requireSize(offset);
    return true;
  }

  private boolean isOfKnownSize() {
    return file.sizeBytes() != null && file.sizeBytes() == offset;
  }

  /**
   * Copies the body to its end, or to where parts take over. Gathers small pieces into large
   * writes, and keeps what was received before a connection broke.
   *
   * @param end where the body ends in the file, or -1 if unknown
   */
  private void copy(InputStream body, long end, Retry retry) throws IOException {
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
        slots.addFetched(filled);
        keep(buffer, filled, retry);
      } catch (IOException e) {
        parts.close();
        keep(buffer, filled, retry);
        if (offset != end) {
          throw e;
        }
        ended = true;
      }
    }
    if (ended && offset < end) {
      parts.close();
      throw new IOException("the body ended %d bytes too early".formatted(end - offset));
    }
    if (ended && offset < version.length()) {
      parts.close();
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
    if (pieceNanos >= splitting.slowNanos()) {
      if (pieceBytes < splitting.fastBytes()
          && version.isResumable()
          && parts.arePossible()
          && version.length() - offset >= splitting.minBytes()) {
        parts.begin(url.get(), version, offset + splitting.partBytes());
      }
      pieceBytes = 0;
      pieceNanos = 0;
    }
    return false;
  }

  /** Writes the first part, or as much of it as was received. */
  private void takePart(Retry retry) {
    parts.begin(url.get(), version, offset);
    FilePart part = parts.await();
    int count = part.awaitBytes();
    keep(part.bytes(), count, retry);
    if (offset == part.end()) {
      parts.removeFirst();
    } else if (count > 0) {
      parts.replaceFirst(url.get(), version, offset);
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
      url.progress();
      retry.progress();
    }
  }

  private void requireSize(long size) {
    if (size >= 0 && file.sizeBytes() != null && size != file.sizeBytes()) {
      throw new FileDownloadException(
          "The storage has %d bytes of %s, but its size is given as %d bytes."
              .formatted(size, file.describe(), file.sizeBytes()));
    }
  }

  private void restart() {
    parts.close();
    publication.restart();
    offset = 0;
    version = BlobVersion.UNKNOWN;
  }
}
