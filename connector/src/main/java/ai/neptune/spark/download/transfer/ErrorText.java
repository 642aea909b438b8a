package ai.neptune.spark.download.transfer;

import ai.neptune.client.Redaction;

/** The words of an exception that may be kept and shown: short, and without secrets. */
public final class ErrorText {

  private static final int MAX_LENGTH = 1_000;

  private ErrorText() {}

  public static String of(Throwable error) {
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    String shown = Redaction.redact(message);
    return shown.length() <= MAX_LENGTH ? shown : shown.substring(0, MAX_LENGTH) + "…";
  }
}
