package ai.neptune.spark.download.transfer;

import ai.neptune.spark.download.plan.TaskBalance;
import java.util.concurrent.TimeUnit;

/**
 * How many transfers a task has in flight: more while that helps, and fewer when the storage fails.
 * Small files from a distant storage mostly wait, and many can wait at once; on a fast link, or a
 * busy processor, more transfers only get in each other's way. Their number doubles until that does
 * not help, in windows as short as the transfers themselves; then it is tried now and then whether
 * a half more helps. For one thread.
 */
final class SlotCount implements AutoCloseable {

  private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /**
   * At first a window ends when every slot has had time for a file, or a part, but not before this.
   */
  private static final long SHORTEST_WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** What twice as many transfers must bring, and a half more. */
  private static final double WORTH_DOUBLING = 1.25;

  private static final double WORTHWHILE = 1.1;

  /** Growth that did not help, or was followed by faults, is tried again after so many windows. */
  private static final int FIRST_PATIENCE = 2;

  private static final int LONGEST_PATIENCE = 20;

  /** Faults of a window are many if they are so many, and one in so many slots met one. */
  private static final int FEWEST_FAULTS = 2;

  private static final int SLOTS_PER_FAULT = 4;

  private final int first;
  private final int most;
  private final JvmTransfers room;
  private int count;
  private int smaller;
  private double rateBefore;
  private boolean isDoubling = true;

  /** A short window may be slow by chance; two are not. */
  private boolean isDoubted;

  private int patience = FIRST_PATIENCE;
  private int windowsToWait;

  private long windowStart;
  private SlotUse use = SlotUse.NONE;

  /**
   * @param now in nanoseconds, of any clock
   */
  SlotCount(Concurrency concurrency, JvmTransfers room, long now) {
    this.most = concurrency.most();
    this.room = room;
    this.count = room.begin(concurrency.first());
    this.first = count;
    this.smaller = count;
    this.windowStart = now;
  }

  int current() {
    return count;
  }

  /**
   * Notes what became of transfers since this was called last, and returns how many there may be
   * from now on.
   */
  int after(SlotUse more, long now) {
    use = use.and(more);
    long elapsed = now - windowStart;
    if (isOver(elapsed)) {
      if (use.faults() > 0) {
        giveWay();
      } else if (use.isSaturated()) {
        adapt(use.bytes() + use.files() * TaskBalance.FILE_COST, elapsed);
      }
      use = SlotUse.NONE;
      windowStart = now;
    }
    return count;
  }

  /** Leaves the room to other tasks. */
  @Override
  public void close() {
    resize(0);
  }

  private boolean isOver(long elapsed) {
    return elapsed >= WINDOW_NANOS
        || (isDoubling && use.responses() >= count && elapsed >= SHORTEST_WINDOW_NANOS);
  }

  private void adapt(long work, long elapsed) {
    double rate = (double) work / elapsed;
    if (count > smaller) {
      if (rate < rateBefore * (isDoubling ? WORTH_DOUBLING : WORTHWHILE)) {
        if (elapsed < WINDOW_NANOS && !isDoubted) {
          isDoubted = true;
          return;
        }
        resize(smaller);
        rest();
        return;
      }
      isDoubted = false;
      patience = FIRST_PATIENCE;
      smaller = count;
    }
    if (windowsToWait > 0) {
      windowsToWait--;
    } else if (count < most) {
      rateBefore = rate;
      resize(Math.min(most, isDoubling ? 2 * count : count + Math.max(1, count / 2)));
    }
  }

  /**
   * No more of them while there are faults, and fewer if these are many; fewer than at first only
   * if the storage refuses, since connections break for other reasons too.
   */
  private void giveWay() {
    if (use.faults() >= FEWEST_FAULTS && use.faults() * SLOTS_PER_FAULT >= count) {
      int fewest = use.refusals() > 0 ? 1 : Math.min(first, count);
      resize(Math.max(fewest, count / 2));
    }
    smaller = count;
    rest();
  }

  private void rest() {
    isDoubling = false;
    windowsToWait = patience;
    patience = Math.min(LONGEST_PATIENCE, 2 * patience);
  }

  private void resize(int wanted) {
    count = room.resize(count, wanted);
  }
}
