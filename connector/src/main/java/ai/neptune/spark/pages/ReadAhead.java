package ai.neptune.spark.pages;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToLongFunction;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads chunks ahead of the one who consumes them: several chunks at once, each on a thread of its
 * own and a page or two ahead, given out in the order of the chunks. Chunks must not depend on each
 * other; within a chunk a page may depend on the one before. Pages that have a size are read within
 * a {@link ReadBudget}.
 *
 * @param <T> a page
 */
public final class ReadAhead<T> implements AutoCloseable {

  private static final long POLL_MILLIS = 100;

  /** How many chunks may be under way for each that may be read; the others wait to be consumed. */
  private static final int CHUNKS_PER_READ = 2;

  private final Iterator<? extends Iterator<T>> chunks;
  private final int concurrency;
  private final ReadBudget budget;
  private final ToLongFunction<T> bytes;
  private final LearnedSize pageSize;
  private final ExecutorService threads;

  /** All that follows is guarded by this object. */
  private final Deque<Chunk<T>> underway = new ArrayDeque<>();

  private volatile @Nullable Chunk<T> first;
  private int reading;

  /** Whether there was no other chunk when one could have been started. */
  private boolean exhausted;

  private long bytesGivenOut;
  private @Nullable Throwable failure;
  private boolean closed;

  /**
   * Reads small pages, which are not counted.
   *
   * @param chunks each an iterator of pages, whose {@code hasNext} and {@code next} may block;
   *     taken from the consumer's thread, run on others
   * @param concurrency how many chunks are read at once
   */
  public ReadAhead(Iterator<? extends Iterator<T>> chunks, int concurrency) {
    this(chunks, concurrency, ReadBudget.ofJvm(), page -> 0, 0);
  }

  /**
   * Reads pages within the budget of this JVM.
   *
   * @param chunks as above
   * @param concurrency as above, as long as there is memory
   * @param bytes about how much memory a page takes
   */
  public ReadAhead(
      Iterator<? extends Iterator<T>> chunks, int concurrency, ToLongFunction<T> bytes) {
    this(chunks, concurrency, ReadBudget.ofJvm(), bytes);
  }

  /** Reads pages within a budget. */
  ReadAhead(
      Iterator<? extends Iterator<T>> chunks,
      int concurrency,
      ReadBudget budget,
      ToLongFunction<T> bytes) {
    this(chunks, concurrency, budget, bytes, budget.pageBytes());
  }

  private ReadAhead(
      Iterator<? extends Iterator<T>> chunks,
      int concurrency,
      ReadBudget budget,
      ToLongFunction<T> bytes,
      long firstPageBytes) {
    this.chunks = chunks;
    this.concurrency = concurrency;
    this.budget = budget;
    this.bytes = bytes;
    this.pageSize = new LearnedSize(firstPageBytes);
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "neptune-read-ahead");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * The next page, or null when all chunks are done. The page before it is taken to be used up.
   *
   * @throws RuntimeException what the chunk threw when it was read; again whenever it is asked
   * @throws CancellationException if the Spark task is cancelled, or this thread is interrupted
   */
  public @Nullable T next() {
    giveBackLast();
    while (true) {
      startChunks();
      Chunk<T> current = first;
      if (current == null) {
        return null;
      }
      awaitChange(current);
      T page = take(current);
      if (page != null) {
        return page;
      }
      if (isDone(current)) {
        moveOn();
      }
    }
  }

  /** Stops reading; requests underway are cancelled. */
  @Override
  public void close() {
    threads.shutdownNow();
    long held;
    synchronized (this) {
      closed = true;
      held = bytesGivenOut;
      bytesGivenOut = 0;
      for (Chunk<T> chunk : underway) {
        held += chunk.page == null ? 0 : chunk.pageBytes;
        chunk.page = null;
      }
    }
    budget.add(-held);
  }

  private void giveBackLast() {
    long held;
    synchronized (this) {
      held = bytesGivenOut;
      bytesGivenOut = 0;
    }
    if (held > 0) {
      budget.add(-held);
    }
  }

  private void startChunks() {
    throwFailure();
    try {
      while (hasRoom() && hasMore()) {
        Chunk<T> chunk = new Chunk<>(chunks.next());
        synchronized (this) {
          underway.add(chunk);
          reading++;
          first = underway.peek();
        }
        threads.execute(() -> read(chunk));
      }
    } catch (RuntimeException | Error e) {
      fail(e);
      throw e;
    }
  }

  /** A chunk that has been read to its end takes no connection while it waits to be consumed. */
  private synchronized boolean hasRoom() {
    return reading < concurrency && underway.size() < CHUNKS_PER_READ * concurrency;
  }

  private boolean hasMore() {
    boolean more = chunks.hasNext();
    synchronized (this) {
      exhausted = !more;
    }
    return more;
  }

  /** Goes on to the chunk after the first, whose next page is wanted at once from now on. */
  private void moveOn() {
    synchronized (this) {
      underway.remove();
      first = underway.peek();
    }
    budget.wake();
  }

  /**
   * Runs on a thread of its own. Whatever happens reaches the consumer without another object being
   * made: memory may have run out.
   */
  private void read(Chunk<T> chunk) {
    long reserved = 0;
    try {
      while (chunk.pages.hasNext()) {
        long expected = pageSize.expected(1);
        budget.reserve(expected, () -> chunk == first);
        reserved = expected;
        T page = chunk.pages.next();
        long actual = bytes.applyAsLong(page);
        budget.add(actual - reserved);
        reserved = actual;
        pageSize.observe(1, actual);
        if (!handOver(chunk, page, actual)) {
          return;
        }
        reserved = 0;
      }
      end(chunk);
    } catch (InterruptedException e) {
      // The consumer closed this reader and takes nothing more.
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      fail(chunk, e);
    } finally {
      if (reserved != 0) {
        budget.add(-reserved);
      }
    }
  }

  /** Waits until the page before is taken; false if none is taken any more. */
  private synchronized boolean handOver(Chunk<T> chunk, T page, long pageBytes)
      throws InterruptedException {
    while (chunk.page != null && !closed) {
      wait();
    }
    if (closed) {
      return false;
    }
    chunk.page = page;
    chunk.pageBytes = pageBytes;
    notifyAll();
    return true;
  }

  private synchronized void end(Chunk<T> chunk) {
    chunk.ended = true;
    reading--;
    notifyAll();
  }

  private synchronized void fail(Chunk<T> chunk, Throwable e) {
    chunk.failure = e;
    notifyAll();
  }

  private synchronized void fail(Throwable e) {
    failure = e;
  }

  /**
   * Waits until there is something to take from a chunk, or another chunk can be started. Waits in
   * short turns, because Spark does not interrupt the threads of every cancelled task.
   */
  private synchronized void awaitChange(Chunk<T> chunk) {
    TaskContext task = TaskContext.get();
    try {
      while (chunk.page == null
          && !chunk.ended
          && chunk.failure == null
          && (exhausted || !hasRoom())) {
        if (task != null && task.isInterrupted()) {
          throw new CancellationException("The Spark task was cancelled.");
        }
        wait(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled =
          new CancellationException("Interrupted while waiting for Neptune.");
      cancelled.initCause(e);
      throw cancelled;
    }
  }

  /** The page of a chunk that waits, or null. */
  private synchronized @Nullable T take(Chunk<T> chunk) {
    T page = chunk.page;
    if (page != null) {
      chunk.page = null;
      bytesGivenOut = chunk.pageBytes;
      notifyAll();
    } else if (chunk.failure != null) {
      failure = chunk.failure;
      throwFailure();
    }
    return page;
  }

  private synchronized boolean isDone(Chunk<T> chunk) {
    return chunk.ended && chunk.page == null;
  }

  private synchronized void throwFailure() {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure != null) {
      throw new IllegalStateException("Reading ahead failed: " + failure, failure);
    }
  }

  /** A chunk that is read: the page that waits to be taken, and how it ended. */
  private static final class Chunk<T> {
    private final Iterator<T> pages;
    private @Nullable T page;
    private long pageBytes;
    private boolean ended;
    private @Nullable Throwable failure;

    Chunk(Iterator<T> pages) {
      this.pages = pages;
    }
  }
}
