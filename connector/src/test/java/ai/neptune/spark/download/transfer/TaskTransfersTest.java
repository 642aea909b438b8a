package ai.neptune.spark.download.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.Blob;
import ai.neptune.client.BlobSource;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.StoredFile;
import ai.neptune.errors.InvalidCredentialsException;
import ai.neptune.errors.UnexpectedResponseException;
import ai.neptune.spark.download.LocalDownload;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.Publisher;
import ai.neptune.spark.download.plan.FileReference;
import ai.neptune.spark.download.plan.PlannedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several transfers at once, without Spark. */
@Timeout(60)
class TaskTransfersTest {

  @TempDir Path directory;

  private final AtomicBoolean killed = new AtomicBoolean();
  private final AtomicLong received = new AtomicLong();

  @Test
  void hasAsManyTransfersInFlightAsAllowed() throws IOException {
    CountDownLatch threeInFlight = new CountDownLatch(3);
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Blobs source =
        new Blobs() {
          @Override
          InputStream body() {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            threeInFlight.countDown();
            return new ByteArrayInputStream("abc".getBytes(UTF_8)) {
              @Override
              public synchronized int read(byte[] bytes, int from, int length) {
                await(threeInFlight);
                return super.read(bytes, from, length);
              }

              @Override
              public void close() {
                inFlight.decrementAndGet();
              }
            };
          }
        };

    try (TaskTransfers transfers = transfers(source, 500, 3)) {
      assertThat(statuses(transfers)).hasSize(500).containsOnly(TransferStatus.DOWNLOADED);
    }
    assertThat(most.get()).isEqualTo(3);
    assertThat(received.get()).isEqualTo(1_500);
    assertThat(source.signed).containsExactly(200, 200, 100);
  }

  @Test
  void endsTransfersThatWaitForBytesWhenTheTaskIsKilled() throws Exception {
    CountDownLatch waiting = new CountDownLatch(2);
    CountDownLatch closed = new CountDownLatch(2);
    Blobs source =
        new Blobs() {
          @Override
          InputStream body() {
            return new InputStream() {
              private final CountDownLatch end = new CountDownLatch(1);

              @Override
              public int read() {
                return -1;
              }

              @Override
              public int read(byte[] bytes, int from, int length) throws IOException {
                waiting.countDown();
                // As a socket does, this one takes no notice of interruption.
                awaitUninterruptibly(end);
                throw new IOException("closed");
              }

              @Override
              public void close() {
                end.countDown();
                closed.countDown();
              }
            };
          }
        };
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (TaskTransfers transfers = transfers(source, 10, 2)) {
      Future<Boolean> result = thread.submit(transfers::hasNext);
      await(waiting);
      killed.set(true);

      assertThatThrownBy(() -> result.get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(CancellationException.class);
      await(closed);
    } finally {
      thread.shutdownNow();
    }
    assertThat(LocalDownload.filesBelow(directory)).isEmpty();
  }

  @Test
  void signsTheNextFilesBeforeTheyAreNeeded() throws IOException {
    CountDownLatch second = new CountDownLatch(2);
    AtomicInteger begun = new AtomicInteger();
    Blobs source =
        new Blobs() {
          @Override
          public List<SignedUrl> sign(List<StoredFile> files) {
            List<SignedUrl> urls = super.sign(files);
            second.countDown();
            return urls;
          }

          @Override
          InputStream body() {
            if (begun.incrementAndGet() == 180) {
              TaskTransfersTest.await(second);
            }
            return super.body();
          }
        };

    try (TaskTransfers transfers = transfers(source, 400, 1)) {
      assertThat(statuses(transfers)).hasSize(400).containsOnly(TransferStatus.DOWNLOADED);
    }
    assertThat(source.signed).containsExactly(200, 200);
  }

  @Test
  void signsNothingForFilesThatAreThere() throws IOException {
    Files.createDirectory(directory.resolve("e"));
    for (int file = 0; file < 400; file++) {
      Files.writeString(directory.resolve("e/" + file), "abc");
    }
    Blobs source = new Blobs();

    try (TaskTransfers transfers = transfers(source, 400, 2, true)) {
      assertThat(statuses(transfers)).hasSize(400).containsOnly(TransferStatus.DOWNLOADED);
    }
    assertThat(source.signed).isEmpty();
  }

  @Test
  void failsOnlyTheFileThatCannotBeSigned() throws IOException {
    Blobs source =
        new Blobs() {
          @Override
          public List<SignedUrl> sign(List<StoredFile> files) {
            if (files.stream().anyMatch(file -> file.path().equals("f17"))) {
              throw new UnexpectedResponseException("400");
            }
            return super.sign(files);
          }
        };

    try (TaskTransfers transfers = transfers(source, 200, 4)) {
      assertThat(statuses(transfers))
          .hasSize(200)
          .satisfies(
              all -> assertThat(Collections.frequency(all, TransferStatus.FAILED)).isEqualTo(1));
    }
  }

  @Test
  void endsWhenTheCredentialsAreRejected() throws IOException {
    Blobs source =
        new Blobs() {
          @Override
          public List<SignedUrl> sign(List<StoredFile> files) {
            throw new InvalidCredentialsException("rejected");
          }
        };

    try (TaskTransfers transfers = transfers(source, 10, 2)) {
      assertThatThrownBy(transfers::hasNext).isInstanceOf(InvalidCredentialsException.class);
    }
  }

  private TaskTransfers transfers(BlobSource source, int files, int concurrency)
      throws IOException {
    return transfers(source, files, concurrency, false);
  }

  private TaskTransfers transfers(
      BlobSource source, int files, int concurrency, boolean publishedBefore) throws IOException {
    Configuration hadoop = new Configuration();
    Destination destination = Destination.of(directory.toString(), hadoop);
    FileTransfer transfer =
        new FileTransfer(
            source,
            destination,
            Publisher.of(destination, destination.resolve("_neptune/x/tmp"), "0-1", hadoop),
            new Cancellation(),
            0,
            publishedBefore);
    return new TaskTransfers(
        IntStream.range(0, files).mapToObj(TaskTransfersTest::file).iterator(),
        transfer,
        Concurrency.of(concurrency),
        "test",
        killed::get,
        received::addAndGet);
  }

  private static PlannedFile file(int number) {
    FileReference file =
        new FileReference("p/q", "e", null, "a", null, "f" + number, 3L, "text/plain");
    return new PlannedFile(file, "e/" + number, null);
  }

  private static List<TransferStatus> statuses(TaskTransfers transfers) {
    List<TransferStatus> statuses = new ArrayList<>();
    transfers.forEachRemaining(result -> statuses.add(result.status()));
    return statuses;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException e) {
        // Waits on.
      }
    }
  }

  /** Blobs of three bytes. */
  private static class Blobs extends ScriptedBlobs {

    final List<Integer> signed = Collections.synchronizedList(new ArrayList<>());

    InputStream body() {
      return new ByteArrayInputStream("abc".getBytes(UTF_8));
    }

    @Override
    public List<SignedUrl> sign(List<StoredFile> files) {
      signed.add(files.size());
      return super.sign(files);
    }

    @Override
    Blob response(int request, long offset) {
      return blob(0, 3, "\"v1\"", body());
    }
  }
}
