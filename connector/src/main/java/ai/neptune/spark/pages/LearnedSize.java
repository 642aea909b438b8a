package ai.neptune.spark.pages;

/**
 * About how many bytes an item takes, learned from those that have been read. It grows at once and
 * shrinks slowly, so that a few small items among large ones do not mislead. Safe for use by
 * several threads.
 */
public final class LearnedSize {

  /** How much of a smaller size is believed at a time. */
  private static final double TRUST = 0.5;

  private double bytesPerItem;
  private boolean isLearned;

  /**
   * @param firstGuess what an item is taken to need before any has been read
   */
  public LearnedSize(long firstGuess) {
    this.bytesPerItem = firstGuess;
  }

  /** Notes the size of some items together. */
  public synchronized void observe(long items, long bytes) {
    if (items == 0) {
      return;
    }
    double seen = (double) bytes / items;
    bytesPerItem =
        isLearned && seen < bytesPerItem ? bytesPerItem + TRUST * (seen - bytesPerItem) : seen;
    isLearned = true;
  }

  /** About how many bytes so many items need. */
  public synchronized long expected(long items) {
    return (long) Math.ceil(bytesPerItem * items);
  }

  /** How many items are expected to need so many bytes: at least one, and at most so many. */
  public synchronized int itemsIn(long bytes, int most) {
    return (int) Math.max(1, Math.min(most, bytes / Math.max(1, bytesPerItem)));
  }
}
