package ai.neptune.spark.download.plan;

import java.io.Serializable;
import java.util.Comparator;
import org.apache.spark.Partitioner;

/**
 * Texts that bring together what competes for a path, in the order in which it is decided: sorted
 * by stem, there first the mark that it is a directory, then files by their keys.
 */
final class PlanKey {

  private static final char SEPARATOR = '\0';
  private static final char DIRECTORY = '0';
  private static final char FILE = '1';

  private PlanKey() {}

  static String directory(String stem) {
    return stem + SEPARATOR + DIRECTORY;
  }

  /**
   * @param stem the one of the file's layout, as the destination distinguishes names
   */
  static String file(String stem, PathLayout layout, FileReference file) {
    // What follows the key makes the choice among equal files the same every time.
    return stem
        + SEPARATOR
        + FILE
        + String.join(
            "\0",
            file.key(),
            layout.extension(),
            String.valueOf(file.step()),
            String.valueOf(file.sizeBytes()),
            String.valueOf(file.mimeType()));
  }

  static String stem(String planKey) {
    return planKey.substring(0, planKey.indexOf(SEPARATOR));
  }

  static boolean isDirectory(String planKey) {
    return planKey.charAt(planKey.indexOf(SEPARATOR) + 1) == DIRECTORY;
  }

  /** Sends all of one stem to one partition. */
  static final class ByStem extends Partitioner {

    private static final long serialVersionUID = 1L;

    private final int partitions;

    ByStem(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object planKey) {
      return Math.floorMod(stem((String) planKey).hashCode() * 0x9E3779B1, partitions);
    }
  }

  /** Sorts texts as their UTF-8 bytes sort, which Java's own order of UTF-16 units does not. */
  static final class ByteOrder implements Comparator<String>, Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public int compare(String left, String right) {
      int length = Math.min(left.length(), right.length());
      for (int i = 0; i < length; i++) {
        char l = left.charAt(i);
        char r = right.charAt(i);
        if (l != r) {
          boolean isSurrogate = Character.isSurrogate(l);
          return isSurrogate == Character.isSurrogate(r)
              ? Character.compare(l, r)
              : isSurrogate ? 1 : -1;
        }
      }
      return Integer.compare(left.length(), right.length());
    }
  }
}
