package ai.neptune.spark.download;

import ai.neptune.spark.download.plan.TaskBalance;
import java.time.Duration;
import java.util.Locale;

/**
 * How far a download is, in words: files, bytes, rate, and the time that is left if it goes on like
 * this.
 *
 * @param files how many are done, however they ended
 * @param bytes how large those are together
 * @param received how many bytes were received for them
 */
record ProgressLine(
    long files, long allFiles, long bytes, long allBytes, long received, Duration elapsed) {

  /** The cost of a file in addition to its bytes, in bytes that could be transferred meanwhile. */
  private static final double FILE_COST = TaskBalance.FILE_COST;

  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB", "PB"};

  /** For a download that goes on. */
  String underWay() {
    return "%,d of %,d files (%s of %s), %s, %s"
        .formatted(files, allFiles, size((double) bytes), size((double) allBytes), rate(), left());
  }

  /** For a download that is done. */
  String atTheEnd() {
    return "%s received in %s, %s".formatted(size((double) received), time(elapsed), rate());
  }

  private String rate() {
    double seconds = Math.max(elapsed.toMillis(), 1) / 1e3;
    return size(received / seconds) + "/s";
  }

  private String left() {
    double done = bytes + FILE_COST * files;
    double toDo = Math.max(0, allBytes - bytes) + FILE_COST * Math.max(0, allFiles - files);
    if (files == 0) {
      return "time left unknown";
    }
    return "about "
        + time(Duration.ofMillis((long) (elapsed.toMillis() * (toDo / done))))
        + " left";
  }

  private static String size(double bytes) {
    int unit = 0;
    double value = bytes;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1_000;
      unit++;
    }
    return unit == 0 || value >= 99.95
        ? String.format(Locale.ROOT, "%.0f %s", value, UNITS[unit])
        : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }

  private static String time(Duration time) {
    if (time.toHours() > 0) {
      return "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
    }
    return time.toMinutes() > 0
        ? "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart())
        : "%d s".formatted(time.toSeconds());
  }
}
