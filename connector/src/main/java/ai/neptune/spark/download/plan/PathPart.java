package ai.neptune.spark.download.plan;

import java.nio.charset.StandardCharsets;

/**
 * One part of a path: a directory, or the name of a file without its extension (docs/downloads.md,
 * "Path of a file").
 *
 * @param text the part in characters that every file system takes, at most 255 code points long
 *     unless a hash was added
 * @param uncut the same before anything was cut off; what the hash of a cut part is made of
 * @param mark what comes before the hash
 */
record PathPart(String text, String uncut, char mark) {

  /** What comes before a hash, as far as names allow. */
  static final char MARK = '_';

  /** The same where names do not; no user's name has it, since all others are replaced. */
  static final char RARE_MARK = '~';

  private static final int MAX_CODE_POINTS = 255;
  private static final int MAX_BYTES = 255;
  private static final int HASH_SUFFIX = 1 + Blake2b.HEX_LENGTH;

  /** A part of a user's name, with everything but letters, numbers, _ and - replaced. */
  static PathPart of(String name) {
    String uncut = SafeText.of(name);
    if (uncut.codePointCount(0, uncut.length()) <= MAX_CODE_POINTS) {
      return new PathPart(uncut, uncut, MARK);
    }
    int end = uncut.offsetByCodePoints(0, MAX_CODE_POINTS - HASH_SUFFIX);
    return new PathPart(uncut.substring(0, end) + MARK + Blake2b.hex(uncut), uncut, MARK);
  }

  /** The part told apart from others of the same text. */
  PathPart suffixed(String hash, char mark) {
    return new PathPart(text + mark + hash, uncut + mark + hash, mark);
  }

  /**
   * The part, cut once more if file systems would not take its bytes together with an extension.
   */
  String within(String extension) {
    if (byteLength(text) + byteLength(extension) <= MAX_BYTES) {
      return text;
    }
    int budget = MAX_BYTES - HASH_SUFFIX - byteLength(extension);
    return prefix(budget) + mark + Blake2b.hex(uncut);
  }

  private String prefix(int maxBytes) {
    int end = 0;
    int bytes = 0;
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      bytes += byteLength(text.substring(end, next));
      if (bytes > maxBytes) {
        break;
      }
      end = next;
    }
    return text.substring(0, end);
  }

  private static int byteLength(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
