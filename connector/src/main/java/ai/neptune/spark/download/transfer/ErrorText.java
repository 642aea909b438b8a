package ai.neptune.spark.download.transfer;

import java.util.regex.Pattern;

/** The words of an exception that may be kept and shown: short, and without signatures. */
public final class ErrorText {

  private static final int MAX_LENGTH = 1_000;

  /** The query string of a URL is its signature. */
  private static final Pattern QUERY = Pattern.compile("(https?://[^\\s?]*)\\?[^\\s\"'>]*");

  private ErrorText() {}

  public static String of(Throwable error) {
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    String shown = QUERY.matcher(message).replaceAll("$1?<hidden>");
    return shown.length() <= MAX_LENGTH ? shown : shown.substring(0, MAX_LENGTH) + "…";
  }
}
