package ai.neptune.archive.index;

import ai.neptune.client.RunIdentifier;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The runs of an archive, without anything that they hold. It travels to the executors. */
public final class ArchiveIndex implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final Comparator<ArchivedRun> OLDEST_FIRST =
      Comparator.comparingLong(ArchivedRun::creationTime).thenComparing(ArchivedRun::runId);

  private final String filesRoot;
  private final ArchiveKind kind;
  private final ArrayList<ArchivedRun> runs;
  private final ArrayList<UnreadableFile> unreadable;
  private final ArrayList<UnreadableFile> unfinished;
  private transient @Nullable Map<RunIdentifier, ArchivedRun> byId;
  private transient @Nullable NavigableMap<String, List<ArchivedRun>> byProject;

  /**
   * A file that cannot be read.
   *
   * @param folder the name of its project's folder
   * @param run what its name says of its run: the run id as the exporter writes it there
   * @param path its full path
   * @param reason why, as the rest of a sentence
   */
  public record UnreadableFile(String folder, String run, String path, String reason)
      implements Serializable {}

  ArchiveIndex(
      String filesRoot,
      ArchiveKind kind,
      List<ArchivedRun> runs,
      List<UnreadableFile> unreadable,
      List<UnreadableFile> unfinished) {
    this.filesRoot = filesRoot;
    this.kind = kind;
    this.runs = new ArrayList<>(runs);
    this.runs.sort(OLDEST_FIRST);
    this.unreadable = new ArrayList<>(unreadable);
    this.unfinished = new ArrayList<>(unfinished);
  }

  /** The root of the archive's files, whether it exists or not. */
  public String filesRoot() {
    return filesRoot;
  }

  public ArchiveKind kind() {
    return kind;
  }

  /** The files that have the names of finished exports and cannot be read. */
  public List<UnreadableFile> unreadable() {
    return unreadable;
  }

  /** The files of exports that are under way, or that did not end; they are not read. */
  public List<UnreadableFile> unfinished() {
    return unfinished;
  }

  /** The projects that the archive holds runs of, sorted. */
  public List<String> projects() {
    return List.copyOf(byProject().keySet());
  }

  /** The projects by the folders that their runs are in, as far as these can be read. */
  public Map<String, String> projectsByFolder() {
    Map<String, String> projects = new HashMap<>();
    runs.forEach(run -> projects.put(run.folder(), run.project()));
    return projects;
  }

  /** All runs, oldest first. */
  public List<ArchivedRun> runs() {
    return runs;
  }

  /** The runs of a project, oldest first. */
  public List<ArchivedRun> runs(String project) {
    return byProject().getOrDefault(project, List.of());
  }

  /** The runs of a project that are the heads of its experiments, oldest first. */
  public List<ArchivedRun> heads(String project) {
    List<ArchivedRun> all = runs(project);
    Set<ArchivedRun> heads = new HashSet<>(Heads.of(all));
    return all.stream().filter(heads::contains).toList();
  }

  /**
   * Whether a run is of Neptune 2, or may be: its rows do not tell, and no run of its project is
   * known to be of Neptune 3.
   */
  public boolean mayBeOfNeptune2(ArchivedRun run) {
    return run.isOfNeptune2()
        || (!run.hasSystemAttributes()
            && runs(run.project()).stream()
                .noneMatch(other -> other.hasSystemAttributes() && !other.isOfNeptune2()));
  }

  /** The same archive with some of its runs. */
  public ArchiveIndex only(List<ArchivedRun> some) {
    return new ArchiveIndex(filesRoot, kind, some, List.of(), List.of());
  }

  public Optional<ArchivedRun> run(RunIdentifier id) {
    return Optional.ofNullable(byId().get(id));
  }

  private synchronized Map<RunIdentifier, ArchivedRun> byId() {
    Map<RunIdentifier, ArchivedRun> found = byId;
    if (found == null) {
      found = new HashMap<>();
      for (ArchivedRun run : runs) {
        found.put(run.id(), run);
      }
      byId = found;
    }
    return found;
  }

  private synchronized NavigableMap<String, List<ArchivedRun>> byProject() {
    NavigableMap<String, List<ArchivedRun>> found = byProject;
    if (found == null) {
      found = new TreeMap<>();
      for (ArchivedRun run : runs) {
        found.computeIfAbsent(run.project(), p -> new ArrayList<>()).add(run);
      }
      byProject = found;
    }
    return found;
  }
}
