package ai.neptune.spark.source;

import ai.neptune.archive.SharedFiles;
import ai.neptune.archive.index.ArchivedRun;
import ai.neptune.archive.index.FileName;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * Where a file of an archive is said to be, and whose it is.
 *
 * @param root the root of the archive's files
 * @param container the experiment's name or the run's id
 * @param isOfExperiment which of the two it is
 * @param mayBeOfAnyRun whether references of any run may name the file
 */
record FilePlace(
    String root, String project, String container, boolean isOfExperiment, boolean mayBeOfAnyRun) {

  private static final String SEPARATOR = "\u0000";

  /** The place of a row of a project, an experiment or a run, and a path; empty if it has none. */
  static Optional<FilePlace> of(Row row) {
    String project = row.getString(0);
    String path = row.getString(3);
    int folder = projectFolder(path, project, true);
    int start = folder >= 0 ? folder : projectFolder(path, project, false);
    if (start < 0) {
      return Optional.empty();
    }
    String below = path.substring(path.indexOf('/', start) + 1);
    return Optional.of(
        new FilePlace(
            path.substring(0, start - 1),
            project,
            row.isNullAt(2) ? row.getString(1) : row.getString(2),
            row.isNullAt(2),
            SharedFiles.mayBeOfAnyRun(below)));
  }

  /** Where the name of the project's folder begins in a path. */
  private static int projectFolder(String path, String project, boolean withDigest) {
    int start = path.indexOf('/') + 1;
    for (int end = path.indexOf('/', start); end >= 0; end = path.indexOf('/', start)) {
      String folder = path.substring(start, end);
      if (FileName.hasDigest(folder) == withDigest && FileName.mayStandFor(folder, project)) {
        return start;
      }
      start = end + 1;
    }
    return -1;
  }

  /** As a text, which any serialiser that a user has chosen can carry. */
  String toText() {
    String flags = (isOfExperiment ? "e" : "r") + (mayBeOfAnyRun ? "a" : "o");
    return String.join(SEPARATOR, flags, root, project, container);
  }

  static FilePlace fromText(String text) {
    String[] parts = text.split(SEPARATOR, 4);
    return new FilePlace(
        parts[1], parts[2], parts[3], parts[0].startsWith("e"), parts[0].endsWith("a"));
  }

  /** Whether a run of an archive is the one that the file is of. */
  boolean isOf(ArchivedRun run) {
    return run.project().equals(project)
        && container.equals(isOfExperiment ? run.experiment() : run.runId());
  }
}
