package ai.neptune.spark.download.transfer;

/**
 * How many transfers all tasks of a JVM have in flight together: each holds a socket, an open file
 * and a buffer. A task always has room for a few; more of them only while others leave room. Safe
 * for use by several threads.
 */
final class JvmTransfers {

  /** The heap for each, which includes the buffers of the file system that is written to. */
  private static final long HEAP_BYTES = 8L << 20;

  /** So many are reached by executors with 2 GiB of heap. */
  private static final int MOST = 256;

  static final JvmTransfers OF_JVM =
      new JvmTransfers((int) Math.min(MOST, Runtime.getRuntime().maxMemory() / HEAP_BYTES), 8);

  private final int total;
  private final int perTask;
  private int inFlight;

  /**
   * @param total how many there may be
   * @param perTask with how many a task may begin, however many there are
   */
  JvmTransfers(int total, int perTask) {
    this.total = total;
    this.perTask = perTask;
  }

  /** Room for a new task: for as many as it wants, or at least for a few. */
  synchronized int begin(int wanted) {
    int granted = Math.min(wanted, Math.max(perTask, total - inFlight));
    inFlight += granted;
    return granted;
  }

  /** Room for more than a task has, or for fewer; returns for how many it has room now. */
  synchronized int resize(int from, int wanted) {
    int granted = Math.min(wanted, Math.max(from, from + total - inFlight));
    inFlight += granted - from;
    return granted;
  }

  synchronized int inFlight() {
    return inFlight;
  }
}
