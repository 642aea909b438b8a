package ai.neptune.spark.download.transfer;

import ai.neptune.client.Redaction;
import ai.neptune.errors.FileDownloadException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions on their way out of a task. Spark logs them with all their causes and shows them in
 * its UI, whatever libraries wrote into their messages.
 */
final class LeavingTask {

  private LeavingTask() {}

  /**
   * The exception itself if no text in it looks like a secret, else one that has only its words.
   */
  static RuntimeException withoutSecrets(RuntimeException failure) {
    if (isClean(failure, Collections.newSetFromMap(new IdentityHashMap<>()))) {
      return failure;
    }
    FileDownloadException redacted = new FileDownloadException(ErrorText.of(failure));
    redacted.setStackTrace(failure.getStackTrace());
    return redacted;
  }

  private static boolean isClean(@Nullable Throwable failure, Set<Throwable> seen) {
    if (failure == null || !seen.add(failure)) {
      return true;
    }
    String text = String.valueOf(failure.getMessage());
    boolean clean = Redaction.redact(text).equals(text) && isClean(failure.getCause(), seen);
    for (Throwable suppressed : failure.getSuppressed()) {
      clean &= isClean(suppressed, seen);
    }
    return clean;
  }
}
