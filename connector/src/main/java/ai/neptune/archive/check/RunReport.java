package ai.neptune.archive.check;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an archive holds of a run, and what it lacks (docs/archives.md, "Is the export whole?").
 *
 * @param project the project identifier, or the name of the folder if no file says it
 * @param run the run id; the beginning of the file's name if no file says it
 * @param experiment the name of its experiment, or null
 * @param problems what is missing, in sentences
 * @param generation the version of Neptune that it was exported from, or null
 * @param found the attributes that have a value, by type; those under {@code sys/} are not counted
 * @param counted how many of each type Neptune had counted; empty if the archive does not say
 * @param pointsFound the points of all series
 * @param pointsCounted how many Neptune had counted, or null
 * @param missingParent the id of the nearest ancestor that the archive does not have, or null
 * @param files the references to files
 * @param filesMissing those whose file is not there
 * @param filesShared those whose file is another reference's too
 * @param errors what the exporter recorded, as {@code attribute (type): exception}
 */
public record RunReport(
    String project,
    String run,
    @Nullable String experiment,
    Status status,
    List<String> problems,
    @Nullable Integer generation,
    int parts,
    long bytes,
    Map<String, Long> found,
    Map<String, Long> counted,
    long pointsFound,
    @Nullable Long pointsCounted,
    @Nullable String missingParent,
    long files,
    long filesMissing,
    long filesShared,
    List<String> errors)
    implements Serializable {

  /** Whether all of a run is in the archive. */
  public enum Status {
    /** All that Neptune had counted was found. */
    COMPLETE,
    /** Something is known to be missing. */
    INCOMPLETE,
    /** Nothing is known to be missing, but nothing says how much there was either. */
    UNKNOWN
  }

  /** A report of a run of which only the names of files are known. */
  static RunReport ofFilesAlone(String project, String run, List<String> problems, int parts) {
    return new RunReport(
        project,
        run,
        null,
        Status.INCOMPLETE,
        problems,
        null,
        parts,
        0,
        Map.of(),
        Map.of(),
        0,
        null,
        null,
        0,
        0,
        0,
        List.of());
  }
}
