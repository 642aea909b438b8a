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

  /** The stamp among the entries of a footer; none if one of its entries is missing or damaged. */
  public static Optional<ExportStamp> in(Map<String, String> footer) {
    String id = footer.get(ID);
    String project = footer.get(PROJECT);
    String run = footer.get(RUN);
    String parts = footer.get(PARTS);
    if (id == null || project == null || run == null || parts == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ExportStamp(id, project, run, Integer.parseInt(parts)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The entries of a footer that say it. */
  public Map<String, String> toFooter() {
    return Map.of(ID, exportId, PROJECT, project, RUN, run, PARTS, Integer.toString(parts));
  }
}
