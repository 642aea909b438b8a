package ai.neptune.spark.export;

import ai.neptune.spark.download.destination.DownloadDirectory;
import ai.neptune.spark.download.destination.NameRules;
import ai.neptune.spark.download.plan.Blake2b;
import ai.neptune.spark.download.plan.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of folders and files in an archive (docs/exports.md, "Layout"). They are those of
 * {@code neptune-exporter}, but for names that it cannot write or writes twice.
 */
final class ExportNames {

  static final String DATA = "data";
  static final String FILES = "files";

  /** The longest text with which the exporter's names fit into 255 bytes. */
  private static final int MAX_BYTES = 219;

  private static final int CUT_BYTES = 200;

  /** The end of a part's name; what is before it may be anything, the digest says whose it is. */
  private static final Pattern PART =
      Pattern.compile("-([0-9a-f]{16})_part_(\\d{1,9})\\.parquet(\\.tmp)?$");

  private static final Pattern DIGEST_AT_END = Pattern.compile("-[0-9a-f]{16}$");

  private ExportNames() {}

  /**
   * A part of a run in a folder.
   *
   * @param digest the hash of the run id
   * @param isUnfinished whether it is a temporary file of the exporter
   */
  record Part(String digest, int number, boolean isUnfinished) {

    /** Takes the name of a part apart. */
    static Part of(String name) {
      return Objects.requireNonNull(parse(name), name);
    }

    /** Takes a file's name apart; null if it is not that of a part. */
    static @Nullable Part parse(String name) {
      Matcher part = PART.matcher(name);
      return part.find()
          ? new Part(part.group(1), Integer.parseInt(part.group(2)), part.group(3) != null)
          : null;
    }
  }

  /** The folder of a project, or the beginning of the names of a run's parts. */
  static String of(String name) {
    return cut(SafeText.of(name)) + "-" + Blake2b.hex(name);
  }

  static String part(String stem, int number) {
    return "%s_part_%d.parquet".formatted(stem, number);
  }

  /**
   * The folder of a run's files. It is the run id where no other run can have the same folder;
   * otherwise it ends in a hash of the run id.
   */
  static String filesFolder(String run, NameRules names) {
    boolean isOwn =
        !run.isEmpty()
            && run.equals(SafeText.of(run))
            && run.equals(names.fold(run))
            && run.equals(cut(run))
            && !run.equals(DownloadDirectory.RESERVED)
            && !DIGEST_AT_END.matcher(run).find();
    return isOwn ? run : of(run);
  }

  private static String cut(String text) {
    if (bytes(text) <= MAX_BYTES) {
      return text;
    }
    int end = 0;
    int size = 0;
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      size += bytes(text.substring(end, next));
      if (size > CUT_BYTES) {
        break;
      }
      end = next;
    }
    return text.substring(0, end);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
