package ai.neptune.spark.download.transfer;

import ai.neptune.client.BlobSource;
import ai.neptune.client.SignedUrl;
import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The consecutive parts of one file that are fetched ahead of its writer, in slots that are idle;
 * for use by the writer's thread.
 */
final class PartsAhead implements Closeable {

  private final BlobSource source;
  private final Cancellation cancellation;
  private final TransferSlots slots;
  private final Deque<FilePart> parts = new ArrayDeque<>();
  private boolean refused;

  PartsAhead(BlobSource source, Cancellation cancellation, TransferSlots slots) {
    this.source = source;
    this.cancellation = cancellation;
    this.slots = slots;
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** Where the first part begins. */
  long start() {
    return parts.getFirst().start();
  }

  /** Whether the storage sends parts, as far as is known. */
  boolean arePossible() {
    return !refused;
  }

  /**
   * Begins as many parts as there are idle slots, behind those that there are already. If no slot
   * is left, one more is for the writer, who would only wait otherwise; where it is memory that is
   * short, the writer should rather be there to free it.
   *
   * @param version the one that is wanted, with a strong tag and a length
   * @param from where the first part begins
   */
  void begin(SignedUrl url, BlobVersion version, long from) {
    while (slots.anyIdle() && add(url, version, from)) {
      slots.execute(parts.getLast());
    }
    if (!slots.anyIdle()
        && parts.stream().anyMatch(part -> !part.isDone())
        && parts.stream().noneMatch(FilePart::isWaiting)) {
      add(url, version, from);
    }
  }

  /** Whether the storage has begun to send the first part, after waiting for its response. */
  boolean areSent() {
    FilePart first = parts.getFirst();
    boolean sent = first.awaitResponse();
    refused |= first.isRefused();
    return sent;
  }

  /** The first part, after fetching parts in the writer's slot too until it is there. */
  FilePart await() {
    FilePart first = parts.getFirst();
    first.run();
    if (!first.isDone()) {
      parts.stream().filter(FilePart::isWaiting).findFirst().ifPresent(FilePart::run);
    }
    first.awaitBytes();
    return first;
  }

  /** Goes on behind the first part. */
  void removeFirst() {
    parts.removeFirst().abandon();
  }

  /** Goes on with the bytes that the first part lacks. */
  void replaceFirst(SignedUrl url, BlobVersion version, long from) {
    long end = parts.getFirst().end();
    removeFirst();
    byte[] buffer = slots.takeBuffer();
    if (buffer == null) {
      close();
    } else {
      parts.addFirst(part(url, version, from, end, buffer));
    }
  }

  /** Forgets all parts. */
  @Override
  public void close() {
    parts.forEach(FilePart::abandon);
    parts.clear();
  }

  private boolean add(SignedUrl url, BlobVersion version, long from) {
    long size = version.length();
    long start = parts.isEmpty() ? from : parts.getLast().end();
    byte[] buffer = start < size ? slots.takeBuffer() : null;
    if (buffer == null) {
      return false;
    }
    long end = Math.min(size, start + buffer.length);
    parts.addLast(part(url, version, start, end, buffer));
    return true;
  }

  private FilePart part(SignedUrl url, BlobVersion version, long start, long end, byte[] buffer) {
    int length = Math.toIntExact(end - start);
    return new FilePart(source, cancellation, slots, url, version, start, length, buffer);
  }
}
