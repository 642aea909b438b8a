package ai.neptune.errors;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The root of all exceptions of this library. A message says what happened, to what, and what the
 * user can do; it never contains a token or a signature.
 */
public class NeptuneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Names come from servers, and may be as long as anything. */
  private static final int LONGEST_MESSAGE = 8_000;

  private static final int KEPT_OF_END = 2_000;
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]");

  private final String code;

  protected NeptuneException(String code, String message, @Nullable Throwable cause) {
    super(presentable(message), cause);
    this.code = code;
  }

  /** Drops the middle of a text that is too long, and control characters. */
  private static String presentable(String message) {
    String text = CONTROL.matcher(message).replaceAll("\uFFFD");
    if (text.length() <= LONGEST_MESSAGE) {
      return text;
    }
    int end = text.length() - KEPT_OF_END;
    return text.substring(0, LONGEST_MESSAGE - KEPT_OF_END)
        + " … (%d characters left out) … ".formatted(end - LONGEST_MESSAGE + KEPT_OF_END)
        + text.substring(end);
  }

  /** A stable name of the error for programs, such as {@code INVALID_API_TOKEN}. */
  public String code() {
    return code;
  }
}
