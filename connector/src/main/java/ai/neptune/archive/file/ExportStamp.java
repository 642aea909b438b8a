package ai.neptune.archive.file;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;

/**
 * What the footer of a file says of the export of this library that wrote it. Files of other
 * exporters say nothing.
 *
 * @param exportId the export
 * @param project the project of the run
 * @param run the run id
 * @param parts in how many files the run is
 */
public record ExportStamp(String exportId, String project, String run, int parts)
    implements Serializable {

  private static final String PREFIX = "ai.neptune.export.";
  private static final String ID = PREFIX + "id";
  private static final String PROJECT = PREFIX + "project";
  private static final String RUN = PREFIX + "run";
  private static final String PARTS = PREFIX + "parts";

  /** The stamp among the entries of a footer. */
  public static Optional<ExportStamp> in(Map<String, String> footer) {
    try {
      return Optional.ofNullable(footer.get(ID))
          .map(
              id ->
                  new ExportStamp(
                      id,
                      footer.get(PROJECT),
                      footer.get(RUN),
                      Integer.parseInt(footer.get(PARTS))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The entries of a footer that say it. */
  public Map<String, String> toFooter() {
    return Map.of(ID, exportId, PROJECT, project, RUN, run, PARTS, Integer.toString(parts));
  }
}
