package ai.neptune.archive;

import ai.neptune.archive.index.ArchiveIndex;
import ai.neptune.archive.index.ArchivedRun;
import ai.neptune.archive.index.FileName;
import ai.neptune.errors.IncompleteArchiveException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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
  private final Set<String> warnings = ConcurrentHashMap.newKeySet();

  public Completeness(ArchiveIndex index, ArchiveSettings settings) {
    this.index = index;
    this.settings = settings;
  }

  /**
   * Requires that any run can be read.
   *
   * @throws IncompleteArchiveException if there is none
   */
  public void requireAnyRun() {
    if (index.runs().isEmpty()) {
      List<ArchiveIndex.UnreadableFile> lacking = lacking().toList();
      throw new IncompleteArchiveException(
          "No run of the archive can be read. It has %d Parquet file(s), and none is whole: %s. %s The relation 'archive_check' lists them all."
              .formatted(
                  lacking.size(),
                  texts(lacking),
                  index.unreadable().isEmpty()
                      ? "Wait for the export if it is under way. Otherwise restore a copy, or run neptune-exporter again, which exports these runs anew."
                      : "Restore them, or export the runs again."));
    }
  }

  /** Reports the files of a project that cannot be read, and those that were not finished. */
  void requireReadable(String project) {
    Map<String, String> projects = index.projectsByFolder();
    List<ArchiveIndex.UnreadableFile> lacking =
        lacking().filter(file -> mayBeOf(project, file.folder(), projects)).toList();
    if (!lacking.isEmpty()) {
      report(
          "%d Parquet file(s) of the archive cannot be read: %s."
              .formatted(lacking.size(), texts(lacking)),
          "Restore them, export these runs again, delete the files to read without them,");
    }
  }

  private Stream<ArchiveIndex.UnreadableFile> lacking() {
    return Stream.concat(index.unreadable().stream(), index.unfinished().stream());
  }

  private static String texts(List<ArchiveIndex.UnreadableFile> files) {
    return some(
        files.stream()
            .map(f -> "%s of run '%s' (%s)".formatted(f.path(), f.run(), f.reason()))
            .toList());
  }

  /** A folder in which no file can be read is a project's if its name can be made of it. */
  private static boolean mayBeOf(String project, String folder, Map<String, String> projects) {
    String known = projects.get(folder);
    return known == null ? FileName.mayStandFor(folder, project) : known.equals(project);
  }

  /**
   * Warns of times that are not the instants that they seem to be: those of Neptune 2 are the wall
   * clock of the machine that exported them.
   */
  public void warnOfLocalTimes(List<ArchivedRun> runs) {
    if (settings.timeZone() != null) {
      return;
    }
    Set<String> projects = new TreeSet<>();
    runs.stream().filter(ArchivedRun::isOfNeptune2).forEach(run -> projects.add(run.project()));
    if (!projects.isEmpty()) {
      warn(
          "The times of series of Neptune 2 are taken as UTC, in the project(s) %s. They are the local times of the machine that exported them: set the option 'archiveTimeZone' to its time zone."
              .formatted(String.join(", ", projects)));
    }
  }

  /** Reports runs that no experiment can be told of. */
  void requireExperiments(String project, List<ArchivedRun> runs) {
    List<ArchivedRun> untold = runs.stream().filter(run -> !run.hasSystemAttributes()).toList();
    boolean isOfNeptune2 =
        runs.stream().allMatch(run -> !run.hasSystemAttributes() || run.isOfNeptune2());
    boolean areLabelsOnly =
        runs.stream().allMatch(run -> run.experiment() == null)
            && runs.stream().anyMatch(run -> run.name() != null);
    if (isOfNeptune2 || areLabelsOnly) {
      throw new IncompleteArchiveException(
          "The archive does not say which experiments the %d runs of project '%s' belong to: %s. Load the relation 'runs', or set the option 'container' to 'run'."
              .formatted(
                  runs.size(),
                  project,
                  untold.size() < runs.size() && isOfNeptune2
                      ? "Neptune 2 has no experiments"
                      : "it was exported without their attributes under sys/"));
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
    List<String> orphans = orphans(runs);
    if (!orphans.isEmpty()) {
      report(
          "%d run(s) inherit points that are not in the archive: %s."
              .formatted(orphans.size(), some(orphans)),
          "Export the parents too, set the option 'lineageToTheRoot' to false with 'container' set to 'run' to read only the points of the runs themselves,");
    }
  }

  /**
   * Warns that attributes may be unknown because the runs that they are inherited from are. Nobody
   * asks for their points by asking which there are: that is no error.
   */
  void warnOfUnknownSeries(List<ArchivedRun> runs) {
    List<String> orphans = orphans(runs);
    if (!orphans.isEmpty()) {
      warn(
          "%d run(s) inherit series that are not in the archive: %s. Attributes that only such a series has are not known."
              .formatted(orphans.size(), some(orphans)));
    }
  }

  private List<String> orphans(List<ArchivedRun> runs) {
    return runs.stream()
        .flatMap(run -> Relatives.gap(index, run).map(gap -> text(run, gap)).stream())
        .toList();
  }

  private static String text(ArchivedRun run, Relatives.Gap gap) {
    return gap.isThere()
        ? "'%s' (forked from '%s' at a step that the archive does not say)"
            .formatted(run.runId(), gap.parent())
        : "'%s' (forked from '%s')".formatted(run.runId(), gap.parent());
  }

  private void report(String what, String ways) {
    if (!settings.permissive()) {
      throw new IncompleteArchiveException(what + " " + ways + " " + WAY_OUT);
    }
    warn(what + " The rest is read, because the option 'archiveMode' is 'permissive'.");
  }

  /** One read asks about the same runs several times. */
  private void warn(String warning) {
    if (warnings.add(warning)) {
      LOG.warn(warning);
    }
  }

  private static String ids(List<ArchivedRun> runs) {
    return some(runs.stream().map(run -> "'" + run.runId() + "'").toList());
  }

  private static String some(List<String> all) {
    String first = String.join(", ", all.subList(0, Math.min(NAMED, all.size())));
    return all.size() > NAMED ? first + " and %d more".formatted(all.size() - NAMED) : first;
  }
}
