package ai.neptune.spark.download.transfer;

import ai.neptune.client.api.TransientResponseException;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The slots in which a task transfers: each has one connection at most. Slots that no file needs
 * fetch parts of large files ahead of those who write them. Safe for use by several threads.
 */
final class TransferSlots {

  /** However many slots there are, a task holds no more parts than these in memory. */
  private static final int MOST_PARTS = 32;

  private volatile int count;
  private final Splitting splitting;
  private final ThreadPoolExecutor threads;
  private final Semaphore parts;
  private final PartMemory memory;
  private final AtomicInteger busy = new AtomicInteger();
  private final LongAdder received = new LongAdder();
  private final LongAdder fetched = new LongAdder();
  private final LongAdder partsDone = new LongAdder();
  private final LongAdder refusals = new LongAdder();
  private final LongAdder breaks = new LongAdder();

  TransferSlots(int count, String name, Splitting splitting) {
    this(count, count, name, splitting, PartMemory.OF_JVM);
  }

  /**
   * @param most how many there may be after they have been resized
   * @param memory for parts, shared with other tasks
   */
  TransferSlots(int count, int most, String name, Splitting splitting, PartMemory memory) {
    this.count = count;
    this.memory = memory;
    this.splitting = splitting;
    this.parts = new Semaphore(Math.min(most, MOST_PARTS));
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, name + "-" + number.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
  }

  Splitting splitting() {
    return splitting;
  }

  int count() {
    return count;
  }

  /** Changes the number of slots; those that are too many end with the transfer that they have. */
  void resize(int wanted) {
    if (wanted > count) {
      threads.setMaximumPoolSize(wanted);
      threads.setCorePoolSize(wanted);
    } else if (wanted < count) {
      threads.setCorePoolSize(wanted);
      threads.setMaximumPoolSize(wanted);
    }
    count = wanted;
  }

  /** Does something as soon as a slot is free. */
  void execute(Runnable work) {
    busy.incrementAndGet();
    threads.execute(
        () -> {
          try {
            work.run();
          } finally {
            busy.decrementAndGet();
          }
        });
  }

  /** How much waits for a slot. */
  int waiting() {
    return threads.getQueue().size();
  }

  /** Whether a slot is free that nothing waits for. */
  boolean anyIdle() {
    return idle() > 0;
  }

  /**
   * How many slots are free. The pool itself does not know: what was just handed to it waits until
   * a thread wakes up, and looks as if it waited for a slot.
   */
  int idle() {
    return Math.max(0, count - busy.get());
  }

  /** Memory for a part, to be given back; null if as much is in use as may be. */
  byte @Nullable [] takeBuffer() {
    if (!parts.tryAcquire()) {
      return null;
    }
    byte[] buffer = memory.take(splitting.partBytes());
    if (buffer == null) {
      parts.release();
    }
    return buffer;
  }

  void giveBack(byte[] buffer) {
    memory.giveBack(buffer);
    parts.release();
  }

  /** Counts bytes as a connection brings them, parts ahead of their turn among them. */
  void addFetched(long bytes) {
    fetched.add(bytes);
  }

  void addPartDone() {
    partsDone.increment();
  }

  /** Counts bytes that have been handed to the destination. */
  void addReceived(long bytes) {
    received.add(bytes);
  }

  /** The bytes handed to the destination since this was asked last. */
  long takeReceived() {
    return received.sumThenReset();
  }

  /** Counts a request that the storage refused for now, or did not answer. */
  void addFault(IOException failure) {
    (failure instanceof TransientResponseException ? refusals : breaks).increment();
  }

  /**
   * What was counted since this was asked last.
   *
   * @param files how many were done
   */
  SlotUse takeUse(long files) {
    return new SlotUse(
        fetched.sumThenReset(),
        files,
        partsDone.sumThenReset(),
        refusals.sumThenReset(),
        breaks.sumThenReset(),
        !anyIdle());
  }

  /** Takes no more work; what has been begun goes on. */
  void end() {
    threads.shutdown();
  }

  /** Interrupts what has been begun, once: what cleans up then must not be disturbed again. */
  void interrupt() {
    if (!threads.isShutdown()) {
      threads.shutdownNow();
    }
  }

  void awaitEnd(long seconds) throws InterruptedException {
    threads.awaitTermination(seconds, TimeUnit.SECONDS);
  }
}
