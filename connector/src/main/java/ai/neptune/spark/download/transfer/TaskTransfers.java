package ai.neptune.spark.download.transfer;

import ai.neptune.client.BlobSource;
import ai.neptune.spark.download.plan.PlannedFile;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The transfers of one task, several at once; the results come in the order in which they are
 * ready. Files are read, and results handed over, by the thread that iterates.
 */
public final class TaskTransfers implements Iterator<TransferResult>, AutoCloseable {

  /** So much is signed at once at most: URLs expire. */
  private static final long MAX_BATCH_BYTES = 1L << 30;

  /** How soon a killed task is noticed that Spark does not interrupt. */
  private static final long KILL_CHECK_MILLIS = 100;

  private static final long CLOSE_SECONDS = 10;

  private final Iterator<PlannedFile> files;
  private final BlobSource source;
  private final FileTransfer transfer;
  private final BooleanSupplier killed;
  private final LongConsumer received;
  private final TransferSlots slots;
  private final FinishedTransfers<Outcome> outcomes;
  private final SlotCount count;
  private @Nullable SigningBatch lastBatch;
  private int outstanding;
  private long finished;
  private @Nullable TransferResult next;

  /**
   * @param concurrency how many transfers are in flight; fewer if other tasks leave no room
   * @param killed whether nobody wants the results any more
   * @param received is told several times a second how many more bytes were received, by the thread
   *     that iterates; before a file's result at the latest
   */
  public TaskTransfers(
      Iterator<PlannedFile> files,
      FileTransfer transfer,
      Concurrency concurrency,
      String name,
      BooleanSupplier killed,
      LongConsumer received) {
    this.files = files;
    this.source = transfer.source();
    this.transfer = transfer;
    this.killed = killed;
    this.received = received;
    this.count = new SlotCount(concurrency, JvmTransfers.OF_JVM, System.nanoTime());
    this.outcomes = new FinishedTransfers<>(count.current());
    this.slots =
        new TransferSlots(
            count.current(),
            concurrency.most(),
            "neptune-transfer-" + name,
            Splitting.DEFAULT,
            PartMemory.OF_JVM);
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = await();
    }
    return next != null;
  }

  @Override
  public TransferResult next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    TransferResult result = Objects.requireNonNull(next);
    next = null;
    return result;
  }

  /** Ends all transfers at once, and waits a little until their traces are gone. */
  @Override
  public void close() {
    transfer.cancellation().request();
    source.abort();
    slots.interrupt();
    count.close();
    boolean interrupted = Thread.interrupted();
    try {
      slots.awaitEnd(CLOSE_SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable TransferResult await() {
    while (true) {
      if (killed.getAsBoolean()) {
        close();
        throw new CancellationException("the task was killed");
      }
      submitMore();
      if (outstanding == 0) {
        slots.end();
        return null;
      }
      Outcome outcome = poll();
      if (outcome != null) {
        outstanding--;
        finished++;
        return outcome.resultOrThrow();
      }
    }
  }

  /** Files enough for all slots until this thread is woken again, and to sign a batch meanwhile. */
  private void submitMore() {
    while (slots.waiting() < slots.count() + BlobSource.MAX_FILES_TO_SIGN && files.hasNext()) {
      SigningBatch batch = new SigningBatch(source, nextBatch());
      if (lastBatch != null) {
        lastBatch.followedBy(batch);
      }
      lastBatch = batch;
      for (int i = 0; i < batch.files().size(); i++) {
        int index = i;
        outstanding++;
        slots.execute(() -> run(batch, index));
      }
    }
  }

  private List<PlannedFile> nextBatch() {
    List<PlannedFile> batch = new ArrayList<>();
    long bytes = 0;
    while (batch.size() < BlobSource.MAX_FILES_TO_SIGN
        && bytes < MAX_BATCH_BYTES
        && files.hasNext()) {
      PlannedFile planned = files.next();
      batch.add(planned);
      bytes += planned.file().sizeBytes() == null ? 0 : planned.file().sizeBytes();
    }
    return batch;
  }

  private void run(SigningBatch batch, int index) {
    try {
      TransferResult result = transfer.transfer(batch, index, slots);
      batch.signNextAfter(index, slots.count());
      outcomes.add(new Outcome(result, null, null));
    } catch (RuntimeException e) {
      outcomes.addUrgent(new Outcome(null, e, null));
      transfer.cancellation().request();
    } catch (Error e) {
      outcomes.addUrgent(new Outcome(null, null, e));
      transfer.cancellation().request();
    }
  }

  private Outcome poll() {
    try {
      boolean waits = outcomes.isBundleEmpty();
      Outcome outcome = outcomes.poll(outstanding, KILL_CHECK_MILLIS);
      if (waits) {
        adapt(slots.takeUse(finished));
      }
      return outcome;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new CancellationException("the task was interrupted");
    }
  }

  private void adapt(SlotUse use) {
    finished = 0;
    received.accept(slots.takeReceived());
    slots.resize(count.after(use, System.nanoTime()));
  }

  /** A result, or why the task cannot go on. */
  private record Outcome(
      @Nullable TransferResult result, @Nullable RuntimeException failure, @Nullable Error error) {

    TransferResult resultOrThrow() {
      if (error != null) {
        throw error;
      }
      if (failure != null) {
        throw LeavingTask.withoutSecrets(failure);
      }
      return Objects.requireNonNull(result);
    }
  }
}
