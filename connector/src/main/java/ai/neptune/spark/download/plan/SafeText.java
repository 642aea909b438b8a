package ai.neptune.spark.download.plan;

/** Names in characters that every file system takes (docs/downloads.md, "Path of a file"). */
public final class SafeText {

  private SafeText() {}

  /** A name with everything but letters, numbers, _ and - replaced. */
  public static String of(String name) {
    StringBuilder sanitised = new StringBuilder(name.length());
    name.codePoints().forEach(c -> sanitised.appendCodePoint(isKept(c) ? c : '_'));
    return sanitised.toString();
  }

  private static boolean isKept(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER ->
          true;
      default -> codePoint == '_' || codePoint == '-';
    };
  }
}
