package ai.neptune.archive;

import ai.neptune.errors.IncompleteArchiveException;
import java.io.IOException;
import java.util.List;

/** Errors of files that turned out not to be readable while they were read. */
final class Unreadable {

  private Unreadable() {}

  static IncompleteArchiveException file(RunFiles file, IOException cause) {
    return file == null
        ? archive(cause)
        : new IncompleteArchiveException(
            "The file %s of run %s cannot be read: %s. Restore it, export the run again, or leave the run out with the options 'runs' or 'runsPattern'."
                .formatted(
                    file.file().path(), runs(List.copyOf(file.targets().keySet())), reason(cause)),
            cause);
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
