package ai.neptune.spark.pages;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;

/**
 * Reads chunks ahead of the one who consumes them: several chunks at once, each on a thread of its
 * own and a page or two ahead, given out in the order of the chunks. Chunks must not depend on each
 * other; within a chunk a page may depend on the one before.
 *
 * @param <T> a page
 */
public final class ReadAhead<T> implements AutoCloseable {

  private static final long POLL_MILLIS = 100;

  private final Iterator<? extends Iterator<T>> chunks;
  private final int concurrency;
  private final ExecutorService threads;
  private final Deque<BlockingQueue<Item<T>>> underway = new ArrayDeque<>();

  /**
   * @param chunks each an iterator of pages, whose {@code hasNext} and {@code next} may block;
   *     taken from the consumer's thread, run on others
   * @param concurrency how many chunks are read at once
   */
  public ReadAhead(Iterator<? extends Iterator<T>> chunks, int concurrency) {
    this.chunks = chunks;
    this.concurrency = concurrency;
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "neptune-read-ahead");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * The next page, or null when all chunks are done.
   *
   * @throws RuntimeException what the chunk threw when it was read
   * @throws CancellationException if the Spark task is cancelled, or this thread is interrupted
   */
  public T next() {
    while (true) {
      startChunks();
      BlockingQueue<Item<T>> current = underway.peek();
      if (current == null) {
        return null;
      }
      Item<T> item = take(current);
      if (item.failure != null) {
        throw item.failure;
      }
      if (item.page != null) {
        return item.page;
      }
      underway.remove();
    }
  }

  /** Stops reading; requests underway are cancelled. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void startChunks() {
    while (underway.size() < concurrency && chunks.hasNext()) {
      Iterator<T> chunk = chunks.next();
      BlockingQueue<Item<T>> queue = new ArrayBlockingQueue<>(1);
      underway.add(queue);
      threads.execute(() -> read(chunk, queue));
    }
  }

  private static <T> void read(Iterator<T> chunk, BlockingQueue<Item<T>> queue) {
    try {
      try {
        while (chunk.hasNext()) {
          queue.put(new Item<>(chunk.next(), null));
        }
        queue.put(new Item<>(null, null));
      } catch (RuntimeException e) {
        queue.put(new Item<>(null, e));
      } catch (Error e) {
        queue.put(new Item<>(null, new IllegalStateException("Reading ahead failed: " + e, e)));
      }
    } catch (InterruptedException e) {
      // The consumer closed this reader and takes nothing more.
      Thread.currentThread().interrupt();
    }
  }

  /** Waits in short turns, because Spark does not interrupt the threads of every cancelled task. */
  private Item<T> take(BlockingQueue<Item<T>> queue) {
    TaskContext task = TaskContext.get();
    try {
      while (true) {
        Item<T> item = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (item != null) {
          return item;
        }
        if (task != null && task.isInterrupted()) {
          throw new CancellationException("The Spark task was cancelled.");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled =
          new CancellationException("Interrupted while waiting for Neptune.");
      cancelled.initCause(e);
      throw cancelled;
    }
  }

  /** A page, or the end of a chunk when there is neither page nor failure. */
  private record Item<T>(T page, RuntimeException failure) {}
}
