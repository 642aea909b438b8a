package ai.neptune.archive.index;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The name of a Parquet file of an archive: what comes before its last {@code _part_}, because a
 * run id may hold that text too, and the number of the part.
 *
 * @param stem the sanitised run id, with its digest if the exporter wrote one; empty where the
 *     files of a folder belong to the project as a whole
 * @param part the number, 0 for the first
 */
public record FileName(String stem, long part) {

  /** Parts of one run together, in their order. */
  static final Comparator<FileName> ORDER =
      Comparator.comparing(FileName::stem).thenComparingLong(FileName::part);

  /** What the exporter appends to the name of a file that it has not finished. */
  static final String UNFINISHED = ".tmp";

  private static final int FIRST_BEYOND_ASCII = 0x80;
  private static final String SUFFIX = ".parquet";
  private static final Pattern DIGEST = Pattern.compile("-[0-9a-f]{16}$");
  private static final Pattern PART = Pattern.compile("(?:(.*)_)?part_(\\d{1,18})", Pattern.DOTALL);

  /** Takes a name apart; empty if it is none of a finished Parquet file. */
  static Optional<FileName> parse(String name) {
    if (!name.endsWith(SUFFIX) || name.startsWith(".")) {
      return Optional.empty();
    }
    String base = name.substring(0, name.length() - SUFFIX.length());
    Matcher part = PART.matcher(base);
    return Optional.of(
        part.matches()
            ? new FileName(part.group(1) == null ? "" : part.group(1), number(part.group(2)))
            : new FileName(base, 0));
  }

  /** The run id in the name of a file, as far as the exporter could write it there. */
  static String runOf(String name) {
    String stem = parse(name).map(FileName::stem).orElse(name);
    return stem.isEmpty() ? name : DIGEST.matcher(stem).replaceFirst("");
  }

  /**
   * Whether the exporter may have given a folder or file this name: it writes the sanitised name
   * and a digest. Its tables of letters are not Java's, so that any character but those of ASCII
   * may be written as it is, or not.
   */
  public static boolean mayStandFor(String written, String name) {
    String sanitised = DIGEST.matcher(written).replaceFirst("");
    int[] expected = name.codePoints().toArray();
    int[] found = sanitised.codePoints().toArray();
    return expected.length == found.length
        && IntStream.range(0, found.length).allMatch(i -> isWrittenAs(expected[i], found[i]));
  }

  /** Whether a name ends with the digest of a real name. */
  public static boolean hasDigest(String written) {
    return DIGEST.matcher(written).find();
  }

  private static boolean isWrittenAs(int character, int written) {
    boolean isKept = character == '-' || Character.isLetterOrDigit(character);
    return written == character
        ? isKept || character == '_' || character >= FIRST_BEYOND_ASCII
        : written == '_' && (!isKept || character >= FIRST_BEYOND_ASCII);
  }

  private static long number(String digits) {
    return Long.parseLong(digits);
  }
}
