package ai.neptune.archive.check;

import ai.neptune.archive.Relatives;
import ai.neptune.archive.check.RunReport.Status;
import ai.neptune.archive.file.ArchiveFile;
import ai.neptune.archive.index.ArchiveIndex;
import ai.neptune.archive.index.ArchiveIndex.UnreadableFile;
import ai.neptune.archive.index.ArchivedRun;
import ai.neptune.archive.index.Parallel;
import ai.neptune.errors.IncompleteArchiveException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Finds out of every run whether all of it is in an archive: tasks read the files, the driver
 * compares what concerns several runs.
 */
public final class ArchiveCheck {

  /** Few enough for all cores to have work, enough for a task to be worth starting. */
  private static final int RUNS_PER_ITEM = 50;

  private final ArchiveIndex index;
  private final Configuration configuration;
  private final Parallel parallel;

  /** A check of an archive. */
  public ArchiveCheck(ArchiveIndex index, Configuration configuration, Parallel parallel) {
    this.index = index;
    this.configuration = configuration;
    this.parallel = parallel;
  }

  /**
   * The reports of all runs, even of those that have only files that cannot be read.
   *
   * @throws IncompleteArchiveException if the archive cannot be read at all
   */
  public List<RunReport> reports() {
    List<RunFindings> findings =
        parallel.map(items(), ArchiveCheck::read).stream().flatMap(Arrays::stream).toList();
    Map<Long, Integer> references = references(findings);
    RecordedErrors errors = recordedErrors();
    Map<String, List<UnreadableFile>> damaged = damagedFiles();
    Set<String> withSystem = new HashSet<>();
    index.runs().stream()
        .filter(ArchivedRun::hasSystemAttributes)
        .forEach(run -> withSystem.add(run.project()));
    List<RunReport> reports = new ArrayList<>();
    for (RunFindings found : findings) {
      List<UnreadableFile> damagedOfRun = new ArrayList<>();
      stems(found.run()).forEach(stem -> takeOut(damaged, stem, damagedOfRun));
      reports.add(
          report(
              found,
              found.files().shared(references),
              errors.of(found.run().project(), found.run().runId()),
              damagedOfRun,
              withSystem.contains(found.run().project())));
    }
    Map<String, String> projects = index.projectsByFolder();
    damaged.values().forEach(files -> reports.add(reportOfFilesAlone(files, projects)));
    reports.sort(Comparator.comparing(RunReport::project).thenComparing(RunReport::run));
    return reports;
  }

  private static RunReport report(
      RunFindings found,
      long shared,
      List<String> errors,
      List<UnreadableFile> damaged,
      boolean othersHaveSystemAttributes) {
    ArchivedRun run = found.run();
    Counters counters = found.counters();
    boolean fitsWithInherited =
        !counters.areCoveredBy(found.own()) && counters.areCoveredBy(found.withInherited());
    Contents contents = fitsWithInherited ? found.withInherited() : found.own();
    Problems problems = new Problems();
    damaged.forEach(file -> problems.add(file.reason()));
    found.unreadable().forEach(problems::add);
    List<String> names = run.files().stream().map(ArchiveFile::name).toList();
    problems.addMissingParts(
        Stream.concat(names.stream(), damaged.stream().map(UnreadableFile::path)).toList());
    problems.compare(counters, contents);
    if (!run.hasSystemAttributes() && othersHaveSystemAttributes) {
      problems.add("It has no attributes under sys/: its parameters were not exported.");
    }
    if (found.missingParent() != null) {
      problems.add(
          "The run '%s', from which it inherits points, is not in the archive."
              .formatted(found.missingParent()));
    }
    if (found.parentAtUnknownStep() != null) {
      problems.add(
          "The step is not there at which it was forked from the run '%s'."
              .formatted(found.parentAtUnknownStep()));
    }
    if (found.files().missing() > 0) {
      problems.add("%,d of its files are missing.".formatted(found.files().missing()));
    }
    if (shared > 0) {
      problems.add(
          "%,d of its files have the path of another file, which may have overwritten them."
              .formatted(shared));
    }
    if (counters.isEmpty() && !errors.isEmpty()) {
      problems.add("The exporter recorded errors.");
    }
    return new RunReport(
        run.project(),
        run.runId(),
        run.experiment(),
        status(problems, counters),
        problems.sentences(),
        found.generation(),
        run.files().size(),
        run.files().stream().mapToLong(ArchiveFile::size).sum(),
        contents.byType(),
        counters.byType(),
        contents.points(),
        counters.points(),
        found.missingParent(),
        found.files().count(),
        found.files().missing(),
        shared,
        errors);
  }

  private static Status status(Problems problems, Counters counters) {
    if (!problems.sentences().isEmpty()) {
      return Status.INCOMPLETE;
    }
    return counters.isEmpty() ? Status.UNKNOWN : Status.COMPLETE;
  }

  private RunReport reportOfFilesAlone(List<UnreadableFile> files, Map<String, String> projects) {
    UnreadableFile first = files.get(0);
    return RunReport.ofFilesAlone(
        projects.getOrDefault(first.folder(), first.folder()),
        first.run(),
        files.stream().map(UnreadableFile::reason).toList(),
        files.size());
  }

  /**
   * The files that cannot be read, by the folder and the beginning of their names; the reasons are
   * sentences.
   */
  private Map<String, List<UnreadableFile>> damagedFiles() {
    Map<String, List<UnreadableFile>> damaged = new LinkedHashMap<>();
    Stream.concat(
            index.unreadable().stream()
                .map(file -> explained(file, "cannot be read: " + file.reason())),
            index.unfinished().stream()
                .map(file -> explained(file, "is left over from an export that did not end")))
        .forEach(
            file ->
                damaged
                    .computeIfAbsent(stem(file.folder(), file.path()), stem -> new ArrayList<>())
                    .add(file));
    return damaged;
  }

  private static UnreadableFile explained(UnreadableFile file, String what) {
    return new UnreadableFile(
        file.folder(), file.run(), file.path(), "%s %s.".formatted(nameOf(file.path()), what));
  }

  private static void takeOut(
      Map<String, List<UnreadableFile>> damaged, String stem, List<UnreadableFile> taken) {
    List<UnreadableFile> files = damaged.remove(stem);
    if (files != null) {
      taken.addAll(files);
    }
  }

  private static Stream<String> stems(ArchivedRun run) {
    return run.files().stream().map(file -> stem(run.folder(), file.path())).distinct();
  }

  private static String stem(String folder, String path) {
    String name = nameOf(path);
    int part = name.lastIndexOf("_part_");
    return folder + "/" + (part < 0 ? name : name.substring(0, part));
  }

  private static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private RecordedErrors recordedErrors() {
    Set<Path> folders = new HashSet<>();
    index.runs().forEach(run -> run.files().forEach(f -> folders.add(parent(f.path()))));
    index.unreadable().forEach(file -> folders.add(parent(file.path())));
    index.unfinished().forEach(file -> folders.add(parent(file.path())));
    try {
      return RecordedErrors.beside(folders, configuration);
    } catch (IOException e) {
      throw new IncompleteArchiveException(
          "The archive's report of errors cannot be read: %s. Check that Spark may read it, or move it away."
              .formatted(e.getMessage()),
          e);
    }
  }

  private static Path parent(String path) {
    return new Path(path.substring(0, path.lastIndexOf('/')));
  }

  private static Map<Long, Integer> references(List<RunFindings> findings) {
    Map<Long, Integer> references = new HashMap<>();
    findings.forEach(
        found -> found.files().paths().forEach(path -> references.merge(path, 1, Integer::sum)));
    return references;
  }

  private List<Item> items() {
    List<Item> items = new ArrayList<>();
    List<ArchivedRun> runs = index.runs();
    for (int from = 0; from < runs.size(); from += RUNS_PER_ITEM) {
      List<ArchivedRun> some = runs.subList(from, Math.min(from + RUNS_PER_ITEM, runs.size()));
      items.add(new Item(new ArrayList<>(some), Relatives.withAncestors(index, some)));
    }
    return items;
  }

  private static RunFindings[] read(Item item, Configuration configuration) throws IOException {
    ContentsReader reader = new ContentsReader(item.index(), configuration);
    List<RunFindings> findings = new ArrayList<>();
    for (ArchivedRun run : item.runs()) {
      findings.add(reader.read(run));
    }
    return findings.toArray(RunFindings[]::new);
  }

  private record Item(ArrayList<ArchivedRun> runs, ArchiveIndex index) implements Serializable {}
}
