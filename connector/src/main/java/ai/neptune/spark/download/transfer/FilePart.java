package ai.neptune.spark.download.transfer;

import ai.neptune.client.Blob;
import ai.neptune.client.BlobSource;
import ai.neptune.client.SignedUrl;
import ai.neptune.errors.NeptuneException;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Some consecutive bytes of a file, fetched to memory by whoever runs this first. It is tried once:
 * what fails is left to the file's writer, who knows how to go on.
 */
final class FilePart implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(FilePart.class);

  private enum State {
    WAITING,
    ASKED,
    RESPONDED,
    DONE
  }

  private final BlobSource source;
  private final Cancellation cancellation;
  private final TransferSlots slots;
  private final SignedUrl url;
  private final BlobVersion version;
  private final long start;
  private final int length;
  private final byte[] buffer;
  private State state = State.WAITING;
  private boolean abandoned;
  private boolean refused;
  private @Nullable Blob blob;
  private int filled;

  /**
   * @param version the one that is wanted, with a strong tag
   * @param buffer of the slots, for at least {@code length} bytes; given back when abandoned
   */
  FilePart(
      BlobSource source,
      Cancellation cancellation,
      TransferSlots slots,
      SignedUrl url,
      BlobVersion version,
      long start,
      int length,
      byte[] buffer) {
    this.source = source;
    this.cancellation = cancellation;
    this.slots = slots;
    this.url = url;
    this.version = version;
    this.start = start;
    this.length = length;
    this.buffer = buffer;
  }

  long start() {
    return start;
  }

  long end() {
    return start + length;
  }

  /** The bytes received, from the first on. */
  byte[] bytes() {
    return buffer;
  }

  /** Fetches the bytes, unless somebody does so already. */
  @Override
  public void run() {
    synchronized (this) {
      if (state != State.WAITING) {
        return;
      }
      state = State.ASKED;
    }
    try {
      fetch();
    } catch (IOException e) {
      if (!isAbandoned()) {
        slots.addFault(e);
      }
      LOG.debug("The part from byte {} on broke: {}", start, ErrorText.of(e));
    } catch (NeptuneException | CancellationException e) {
      LOG.debug("The part from byte {} on is left out: {}", start, ErrorText.of(e));
    } finally {
      finish();
    }
  }

  synchronized boolean isWaiting() {
    return state == State.WAITING;
  }

  synchronized boolean isDone() {
    return state == State.DONE;
  }

  /** Waits for the storage's response, and returns whether it sends the bytes that are wanted. */
  synchronized boolean awaitResponse() {
    awaitAfter(EnumSet.of(State.ASKED));
    return state == State.RESPONDED || filled > 0;
  }

  /** Waits for the bytes, and returns how many were received; fewer if the transfer broke. */
  synchronized int awaitBytes() {
    awaitAfter(EnumSet.complementOf(EnumSet.of(State.DONE)));
    return filled;
  }

  /** Whether the storage does not send parts of the version that is wanted. */
  synchronized boolean isRefused() {
    return refused;
  }

  /** Gives the memory back as soon as nobody writes to it; the part is of no use any more. */
  synchronized void abandon() {
    abandoned = true;
    if (state == State.WAITING || state == State.DONE) {
      state = State.DONE;
      slots.giveBack(buffer);
    } else if (blob != null) {
      blob.close();
    }
  }

  private synchronized boolean isAbandoned() {
    return abandoned;
  }

  private void fetch() throws IOException {
    Blob opened = source.open(url, start, end(), version.etag());
    cancellation.register(opened);
    try {
      if (accepts(opened)) {
        read(opened.body());
      }
    } finally {
      cancellation.unregister(opened);
      opened.close();
    }
  }

  private synchronized boolean accepts(Blob opened) {
    refused = opened.offset() != start || !version.isContinuedBy(BlobVersion.of(opened));
    if (refused || abandoned) {
      return false;
    }
    blob = opened;
    state = State.RESPONDED;
    notifyAll();
    return true;
  }

  private void read(InputStream body) throws IOException {
    int count = 0;
    int position = 0;
    while (count >= 0 && position < length) {
      cancellation.throwIfRequested();
      count = body.read(buffer, position, length - position);
      position += Math.max(count, 0);
      slots.addFetched(Math.max(count, 0));
      synchronized (this) {
        filled = position;
      }
    }
    slots.addPartDone();
    if (count >= 0 && body.read() >= 0) {
      LOG.debug("The storage sends more than the part from byte {} on", start);
    }
  }

  private synchronized void finish() {
    state = State.DONE;
    blob = null;
    if (abandoned) {
      slots.giveBack(buffer);
    }
    notifyAll();
  }

  private synchronized void awaitAfter(Set<State> before) {
    try {
      while (before.contains(state)) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the task was cancelled");
    }
  }
}
