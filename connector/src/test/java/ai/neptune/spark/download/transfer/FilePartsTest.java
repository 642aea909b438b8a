package ai.neptune.spark.download.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.client.Blob;
import ai.neptune.client.BlobSource;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.SignedUrlRejectedException;
import ai.neptune.client.StoredFile;
import ai.neptune.spark.download.destination.Publication;
import ai.neptune.spark.download.plan.FileReference;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A file that comes in parts, by several connections, is the same as by one. */
@Timeout(60)
class FilePartsTest {

  private static final int SLOTS = 3;

  private static final String CONTENT =
      new Random(7)
          .ints(2_000, 'a', 'z')
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();

  private TransferSlots slots = new TransferSlots(SLOTS, "test", new Splitting(40, 200, 40, 0));
  private final Kept kept = new Kept();

  @AfterEach
  void endThreads() throws InterruptedException {
    slots.interrupt();
    slots.awaitEnd(10);
  }

  @Test
  void usesIdleSlotsAndNoMore() throws Exception {
    Storage storage = new Storage();

    assertThat(transfer(storage)).isEqualTo(CONTENT.length());

    assertThat(kept.published).isEqualTo(CONTENT);
    assertThat(storage.parts).hasSizeGreaterThan(2);
    assertThat(storage.most.get()).isBetween(2, SLOTS);
    assertThat(slots.takeReceived()).isEqualTo(CONTENT.length());
  }

  @Test
  void countsWhatPartsBringBeforeItIsWritten() throws Exception {
    Storage storage = new Storage();

    transfer(storage);

    SlotUse use = slots.takeUse(1);
    assertThat(use.bytes()).isGreaterThanOrEqualTo(CONTENT.length());
    assertThat(use.parts()).isBetween(2L, (long) storage.parts.size());
  }

  @Test
  void doesNotWaitForMuchOfAFileToKnowThatItsConnectionIsSlow() throws Exception {
    slots = new TransferSlots(SLOTS, "test", new Splitting(40, 200, CONTENT.length() + 1, 0));
    Storage storage = new Storage();

    transfer(storage);

    assertThat(kept.published).isEqualTo(CONTENT);
    assertThat(storage.parts).hasSizeGreaterThan(2);
  }

  @Test
  void staysWithOneConnectionThatIsFast() throws Exception {
    slots = new TransferSlots(SLOTS, "test", new Splitting(40, 200, 1, 1));
    Storage storage = new Storage();

    transfer(storage);

    assertThat(kept.published).isEqualTo(CONTENT);
    assertThat(storage.parts).isEmpty();
  }

  @Test
  void knowsIdleSlotsBeforeAThreadHasBegunWhatItWasGiven() {
    for (int round = 0; round < 500; round++) {
      CountDownLatch done = new CountDownLatch(1);
      for (int busy = 1; busy < SLOTS; busy++) {
        slots.execute(() -> await(done));
        assertThat(slots.anyIdle()).isTrue();
      }
      slots.execute(() -> await(done));
      assertThat(slots.anyIdle()).isFalse();
      done.countDown();
      while (slots.idle() < SLOTS) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void leavesSlotsToFilesThatNeedThem() throws Exception {
    Storage storage = new Storage();
    CountDownLatch done = new CountDownLatch(1);
    for (int i = 1; i < SLOTS; i++) {
      slots.execute(() -> await(done));
    }

    transfer(storage);
    done.countDown();

    assertThat(kept.published).isEqualTo(CONTENT);
    assertThat(storage.parts).isEmpty();
  }

  @Test
  void givesBackAllItsMemory() throws Exception {
    Storage storage = new Storage();
    storage.breaksAfter = 25;
    transfer(storage);

    Set<byte[]> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < SLOTS; i++) {
      // What was given up gives its memory back when its transfer has ended.
      byte[] buffer = slots.takeBuffer();
      for (int round = 0; buffer == null && round < 1_000; round++) {
        Thread.sleep(10);
        buffer = slots.takeBuffer();
      }
      buffers.add(buffer);
    }
    assertThat(buffers).doesNotContainNull().hasSize(SLOTS);
    assertThat(slots.takeBuffer()).isNull();
  }

  @Test
  void goesOnWhereAPartBroke() throws Exception {
    Storage storage = new Storage();
    storage.breaksAfter = 25;

    transfer(storage);

    assertThat(kept.published).isEqualTo(CONTENT);
    assertThat(storage.parts).hasSizeGreaterThan(2);
  }

  @Test
  void staysWithOneConnectionWhereRangesAreIgnored() throws Exception {
    Storage storage = new Storage();
    storage.ignoresRanges = true;

    transfer(storage);

    assertThat(kept.published).isEqualTo(CONTENT);
    assertThat(kept.restarts).isZero();
    assertThat(storage.parts).hasSizeLessThanOrEqualTo(SLOTS);
  }

  @Test
  void asksForNoPartsOfABlobThatMayChangeUnnoticed() throws Exception {
    Storage storage = new Storage();
    storage.etag = null;

    transfer(storage);

    assertThat(kept.published).isEqualTo(CONTENT);
    assertThat(storage.parts).isEmpty();
  }

  @Test
  void mixesNoVersionsOfABlobThatChangesBetweenParts() throws Exception {
    Storage storage = new Storage();
    storage.changesAtPart = 4;

    transfer(storage);

    // The old one, if the connection that sends it was still open.
    assertThat(kept.published).isIn(CONTENT, CONTENT.toUpperCase(Locale.ROOT));
    assertThat(kept.restarts).isLessThanOrEqualTo(1);
  }

  @Test
  void signsAgainWhenTheUrlExpiresBetweenParts() throws Exception {
    Storage storage = new Storage();
    storage.expiresAtPart = 4;

    transfer(storage);

    assertThat(kept.published).isEqualTo(CONTENT);
    assertThat(kept.restarts).isZero();
    assertThat(storage.parts).hasSizeGreaterThan(4);
  }

  private long transfer(BlobSource source) throws Exception {
    FileReference file =
        new FileReference("p/q", "e", null, "a", null, "x", (long) CONTENT.length(), null);
    SignedUrl url = source.sign(List.of(file.storedFile())).get(0);
    FutureTask<Long> transfer =
        new FutureTask<>(
            () ->
                new BlobTransfer(source, new Cancellation(), file, url, kept, new byte[16], slots)
                    .run());
    slots.execute(transfer);
    return transfer.get(30, TimeUnit.SECONDS);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A storage of one blob, with whims. */
  private static final class Storage extends ScriptedBlobs {

    final List<String> parts = new ArrayList<>();
    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    volatile String etag = "\"v1\"";
    int breaksAfter = Integer.MAX_VALUE;
    boolean ignoresRanges;
    int changesAtPart = -1;
    int expiresAtPart = -1;
    private SignedUrl valid;

    @Override
    public synchronized List<SignedUrl> sign(List<StoredFile> files) {
      valid = new SignedUrl(URI.create("http://storage/x?signature=" + parts.size()));
      return List.of(valid);
    }

    @Override
    public synchronized Blob open(SignedUrl url, long offset, long end, String wanted) {
      if (end != TO_END) {
        if (parts.size() == changesAtPart) {
          etag = "\"v2\"";
        }
        if (parts.size() == expiresAtPart) {
          expiresAtPart = -1;
          valid = null;
        }
        parts.add(offset + "-" + end + wanted);
      }
      if (!url.equals(valid)) {
        throw new SignedUrlRejectedException("expired");
      }
      String content = "\"v2\"".equals(etag) ? CONTENT.toUpperCase(Locale.ROOT) : CONTENT;
      boolean whole = ignoresRanges || wanted == null || !wanted.equals(etag);
      long from = whole ? 0 : offset;
      long to = whole ? content.length() : Math.min(end, content.length());
      most.accumulateAndGet(open.incrementAndGet(), Math::max);
      return blob(from, to - from, etag, body(content.substring((int) from, (int) to), end));
    }

    @Override
    Blob response(int request, long offset) {
      throw new UnsupportedOperationException();
    }

    private InputStream body(String text, long end) {
      int breaking = end == TO_END ? Integer.MAX_VALUE : breaksAfter;
      return new ByteArrayInputStream(text.getBytes(ISO_8859_1)) {
        private boolean closed;

        @Override
        public synchronized int read(byte[] bytes, int from, int length) {
          // Slowly, so that others get their turn.
          LockSupport.parkNanos(50_000);
          return pos >= breaking ? -1 : super.read(bytes, from, Math.min(length, 10));
        }

        @Override
        public synchronized void close() throws IOException {
          if (!closed) {
            closed = true;
            open.decrementAndGet();
          }
        }
      };
    }
  }

  /** A publication to a string. */
  private static final class Kept implements Publication {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private int restarts;
    private String published;

    @Override
    public void write(byte[] bytes, int length) {
      written.write(bytes, 0, length);
    }

    @Override
    public void restart() {
      restarts++;
      written.reset();
    }

    @Override
    public void publish() {
      published = written.toString(ISO_8859_1);
    }

    @Override
    public void close() {}
  }
}
