package ai.neptune.archive;

import ai.neptune.archive.index.ArchiveIndex;
import ai.neptune.archive.index.ArchivedRun;
import ai.neptune.errors.IncompleteArchiveException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an archive lacks: an error, or a warning if that is what its user wants. */
public final class Completeness {

  private static final Logger LOG = LoggerFactory.getLogger(Completeness.class);
  private static final int NAMED = 5;
  private static final String WAY_OUT =
      "or set the option 'archiveMode' to 'permissive' to read what there is.";

  private final ArchiveIndex index;
  private final ArchiveSettings settings;

  public Completeness(ArchiveIndex index, ArchiveSettings settings) {
    this.index = index;
    this.settings = settings;
  }

  /** Reports the files of a project that cannot be read. */
  void requireReadable(String project) {
    Set<String> known = index.runs().stream().map(ArchivedRun::folder).collect(Collectors.toSet());
    Set<String> own =
        index.runs(project).stream().map(ArchivedRun::folder).collect(Collectors.toSet());
    // A folder in which no file can be read may be any project's.
    List<ArchiveIndex.UnreadableFile> unreadable =
        index.unreadable().stream()
            .filter(file -> own.contains(file.folder()) || !known.contains(file.folder()))
            .toList();
    if (!unreadable.isEmpty()) {
      report(
          "%d Parquet file(s) of the archive cannot be read: %s."
              .formatted(
                  unreadable.size(),
                  some(
                      unreadable.stream()
                          .map(
                              file ->
                                  "%s of run '%s' (%s)"
                                      .formatted(file.path(), file.run(), file.reason()))
                          .toList())),
          "Restore them, export these runs again, delete the files to read without them,");
    }
  }

  /** Reports runs that no experiment can be told of. */
  void requireExperiments(String project, List<ArchivedRun> runs) {
    List<ArchivedRun> untold = runs.stream().filter(run -> !run.hasSystemAttributes()).toList();
    boolean isOfNeptune2 =
        runs.stream().allMatch(run -> !run.hasSystemAttributes() || run.isOfNeptune2());
    if (isOfNeptune2) {
      throw new IncompleteArchiveException(
          "The archive does not say which experiments the %d runs of project '%s' belong to: %s. Load the relation 'runs', or set the option 'container' to 'run'."
              .formatted(
                  runs.size(),
                  project,
                  untold.size() == runs.size()
                      ? "it was exported without their attributes under sys/"
                      : "Neptune 2 has no experiments"));
    }
    if (!untold.isEmpty()) {
      report(
          "%d run(s) of project '%s' have no attributes under sys/ in the archive, so that nobody knows which experiments they belong to: %s."
              .formatted(untold.size(), project, ids(untold)),
          "Export them again, load the relation 'runs' or set the option 'container' to 'run',");
    }
  }

  /** Reports runs whose inherited points are not in the archive. */
  public void requireParents(List<ArchivedRun> runs) {
    List<String> orphans =
        runs.stream()
            .flatMap(
                run -> {
                  Optional<String> parent = Relatives.missingParent(index, run);
                  return parent
                      .map(p -> "'%s' (forked from '%s')".formatted(run.runId(), p))
                      .stream();
                })
            .toList();
    if (!orphans.isEmpty()) {
      report(
          "%d run(s) inherit points from runs that are not in the archive: %s."
              .formatted(orphans.size(), some(orphans)),
          "Export the parents too, set the option 'lineageToTheRoot' to false with 'container' set to 'run' to read only the points of the runs themselves,");
    }
  }

  private void report(String what, String ways) {
    if (!settings.permissive()) {
      throw new IncompleteArchiveException(what + " " + ways + " " + WAY_OUT);
    }
    LOG.warn("{} The rest is read, because the option 'archiveMode' is 'permissive'.", what);
  }

  private static String ids(List<ArchivedRun> runs) {
    return some(runs.stream().map(run -> "'" + run.runId() + "'").toList());
  }

  private static String some(List<String> all) {
    String first = String.join(", ", all.subList(0, Math.min(NAMED, all.size())));
    return all.size() > NAMED ? first + " and %d more".formatted(all.size() - NAMED) : first;
  }
}
