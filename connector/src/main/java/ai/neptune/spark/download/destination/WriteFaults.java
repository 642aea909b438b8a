package ai.neptune.spark.download.destination;

import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Locale;

/** What is known about failures to write, in the words of many file systems. */
final class WriteFaults {

  /** No file can be written any more, even if a small one still can. */
  private static final List<String> OF_DESTINATION =
      List.of(
          "no space left",
          "not enough space",
          "disk is full",
          "quota exceeded",
          "exceeds quota",
          "quotaexceeded",
          "diskoutofspace",
          "read-only file system");

  /** The name or the content of this file will be refused again. */
  private static final List<String> LASTING =
      List.of(
          "too long",
          "toolong",
          "limitexceeded",
          "invalidpath",
          "invalid path",
          "illegalargument",
          "badrequest",
          "accesscontrolexception",
          "accessdenied",
          "permission denied",
          "is a directory");

  private WriteFaults() {}

  static boolean isOfDestination(Throwable failure) {
    return mentions(failure, OF_DESTINATION);
  }

  static boolean isLasting(Throwable failure) {
    return mentions(failure, LASTING);
  }

  static String text(Throwable failure) {
    if (failure instanceof InvalidPathException) {
      return LocalFileOperations.UNWRITABLE_NAME;
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private static boolean mentions(Throwable failure, List<String> words) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String text = cause.toString().toLowerCase(Locale.ROOT);
      if (words.stream().anyMatch(text::contains)) {
        return true;
      }
    }
    return false;
  }
}
