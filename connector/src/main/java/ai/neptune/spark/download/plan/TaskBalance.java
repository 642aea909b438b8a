package ai.neptune.spark.download.plan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.spark.Partitioner;
import org.jspecify.annotations.Nullable;

/**
 * Which task transfers which files: tasks of about the same number of bytes. Files are cut into
 * chunks where they lie, and only the chunks' costs come together to be dealt out.
 */
public final class TaskBalance implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The cost of a file in addition to its bytes, in bytes that could be transferred meanwhile. */
  public static final long FILE_COST = 128 << 10;

  private static final long FIRST_CHUNK_COST = 16L << 20;

  /** After so many chunks they become twice as large, lest large plans fill the driver. */
  private static final int CHUNKS_OF_ONE_COST = 1_024;

  /** Work like this deserves a core of its own, even if one task could have it all in flight. */
  private static final long WORTH_A_CORE = 256L << 20;

  /** So many tasks per core even out what the number of bytes hides, if they are worth it. */
  private static final int TASKS_PER_CORE = 3;

  /** Less work than this takes a task about as long as connections and a Parquet file do. */
  private static final long WORTH_EVENING_OUT = 1L << 30;

  /** A task that is lost takes no more work with it than this. */
  private static final long MAX_TASK_COST = 16L << 30;

  private final int tasks;
  private final int[][] taskOfChunk;

  private TaskBalance(int tasks, int[][] taskOfChunk) {
    this.tasks = tasks;
    this.taskOfChunk = taskOfChunk;
  }

  /** How many tasks there are, at least one. */
  int tasks() {
    return tasks;
  }

  /** How many chunks a partition of the plan has. */
  int chunks(int partition) {
    return taskOfChunk[partition].length;
  }

  /** The task of a chunk in a partition of the plan. */
  int task(int partition, int chunk) {
    return taskOfChunk[partition][chunk];
  }

  /**
   * Deals chunks out, the most costly first, always to the task with the least to do.
   *
   * @param costs by partition of the plan, by chunk in it
   * @param cores how many tasks can run at once
   * @param concurrency how many transfers a task has in flight
   */
  static TaskBalance of(List<List<Long>> costs, long files, int cores, int concurrency) {
    int[][] taskOfChunk = new int[costs.size()][];
    List<int[]> chunks = new ArrayList<>();
    long total = 0;
    for (int partition = 0; partition < costs.size(); partition++) {
      taskOfChunk[partition] = new int[costs.get(partition).size()];
      for (int chunk = 0; chunk < taskOfChunk[partition].length; chunk++) {
        chunks.add(new int[] {partition, chunk});
        total += costs.get(partition).get(chunk);
      }
    }
    int tasks = tasks(chunks.size(), files, total, cores, concurrency);
    PriorityQueue<Load> loads =
        new PriorityQueue<>(Comparator.comparingLong(Load::cost).thenComparingInt(Load::task));
    for (int task = 0; task < tasks; task++) {
      loads.add(new Load(task, 0));
    }
    chunks.sort(Comparator.comparingLong((int[] c) -> -costs.get(c[0]).get(c[1])));
    for (int[] chunk : chunks) {
      Load least = loads.remove();
      taskOfChunk[chunk[0]][chunk[1]] = least.task();
      loads.add(new Load(least.task(), least.cost() + costs.get(chunk[0]).get(chunk[1])));
    }
    return new TaskBalance(tasks, taskOfChunk);
  }

  /** Cuts a partition of the plan into chunks, the same every time. */
  static final class Chunks {

    private final List<Long> costs = new ArrayList<>();
    private long room;

    /** The chunk of the partition's next file. */
    int add(@Nullable Long sizeBytes) {
      long cost = FILE_COST + (sizeBytes == null ? 0 : sizeBytes);
      if (costs.isEmpty() || cost > room) {
        room = FIRST_CHUNK_COST << Math.min(costs.size() / CHUNKS_OF_ONE_COST, Long.SIZE / 2);
        costs.add(0L);
      }
      int chunk = costs.size() - 1;
      costs.set(chunk, costs.get(chunk) + cost);
      room -= cost;
      return chunk;
    }

    List<Long> costs() {
      return List.copyOf(costs);
    }
  }

  /** Sends files to their tasks; keys as {@link #key} makes them. */
  public static final class ByTask extends Partitioner {

    private static final long serialVersionUID = 1L;

    private final int tasks;

    public ByTask(int tasks) {
      this.tasks = tasks;
    }

    @Override
    public int numPartitions() {
      return tasks;
    }

    @Override
    public int getPartition(Object key) {
      return (int) ((Long) key >>> 32);
    }
  }

  /** The order of {@link #key keys}. */
  public static final class KeyOrder implements Comparator<Long>, Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Long left, Long right) {
      return left.compareTo(right);
    }
  }

  /**
   * A number that sorts files by task, and there large files before small ones, so that a task does
   * not end with a single long transfer.
   */
  public static long key(int task, @Nullable Long sizeBytes) {
    long kibibytes = sizeBytes == null ? 0 : Math.min(sizeBytes >> 10, 0xFFFF_FFFFL);
    return (long) task << 32 | (0xFFFF_FFFFL - kibibytes);
  }

  private static int tasks(int chunks, long files, long cost, int cores, int concurrency) {
    long spread = Math.min(cores, cost / WORTH_A_CORE);
    long evened = Math.min((long) cores * TASKS_PER_CORE, cost / WORTH_EVENING_OUT);
    long even = Math.min(Math.max(cores, evened), (files + concurrency - 1) / concurrency);
    long bounded = (cost + MAX_TASK_COST - 1) / MAX_TASK_COST;
    long wanted = Math.max(spread, Math.max(even, bounded));
    return (int) Math.max(1, Math.min(chunks, wanted));
  }

  private record Load(int task, long cost) {}
}
