package ai.neptune.archive;

import ai.neptune.errors.IncompleteArchiveException;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Errors of files that turned out not to be readable while they were read. */
final class Unreadable {

  private static final Logger LOG = LoggerFactory.getLogger(Unreadable.class);

  private Unreadable() {}

  static IncompleteArchiveException file(RunFiles file, IOException cause) {
    return file == null
        ? archive(cause)
        : new IncompleteArchiveException(
            "The file %s of run %s cannot be read: %s. Restore it, export the run again, or set the option 'archiveMode' to 'permissive' to read what there is."
                .formatted(
                    file.file().path(), runs(List.copyOf(file.targets().keySet())), reason(cause)),
            cause);
  }

  /** Says that the rest of a file is left out. */
  static void warn(RunFiles file, IOException cause) {
    LOG.warn(
        "The file {} of run {} cannot be read: {}. The rest is read, because the option 'archiveMode' is 'permissive'.",
        file.file().path(),
        runs(List.copyOf(file.targets().keySet())),
        reason(cause));
  }

  static IncompleteArchiveException archive(IOException cause) {
    return new IncompleteArchiveException(
        "The archive cannot be read: %s. Check that its files are there, and that Spark may read them."
            .formatted(reason(cause)),
        cause);
  }

  private static String runs(List<String> ids) {
    return ids.size() == 1 ? "'" + ids.get(0) + "'" : ids.stream().sorted().limit(5).toList() + "";
  }

  private static String reason(IOException cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
