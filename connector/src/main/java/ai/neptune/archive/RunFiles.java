package ai.neptune.archive;

import ai.neptune.archive.file.ArchiveFile;
import ai.neptune.archive.index.ArchiveIndex;
import ai.neptune.archive.index.ArchivedRun;
import ai.neptune.client.Lineage;
import ai.neptune.client.RunIdentifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file that some runs are read from, and whose rows are whose: a run's own, and those that others
 * inherit. A file is read once, however many of the runs it is for, unless it holds a run and its
 * ancestor: then it is read for each of them, because the ancestor's points come first.
 *
 * @param targets for each run that the file is of, by its id, the runs that its rows belong to
 * @param depth how many ancestors the runs have that are read
 */
record RunFiles(ArchiveFile file, Map<String, List<Target>> targets, int depth) {

  /**
   * A run that is asked for, and may have rows of another.
   *
   * @param run its position among those asked for
   * @param level how many forks are between: 0 for its own rows
   * @param upTo the last step that it inherits
   */
  record Target(int run, int level, double upTo) {}

  /** The files of runs and of those of their ancestors that a lineage includes, ancestors first. */
  static List<RunFiles> of(ArchiveIndex index, List<ArchivedRun> runs, Lineage lineage) {
    Map<FileAtDepth, RunFiles> files = new LinkedHashMap<>();
    for (int i = 0; i < runs.size(); i++) {
      List<Relatives.Relative> relatives = Relatives.of(index, runs.get(i));
      for (Relatives.Relative relative : relatives) {
        int depth = relatives.size() - 1 - relative.level();
        if (Relatives.includes(lineage, runs.get(i), relative.run())) {
          Target target = new Target(i, relative.level(), relative.upTo());
          relative
              .run()
              .files()
              .forEach(
                  file ->
                      files.merge(
                          new FileAtDepth(file, depth),
                          one(file, depth, relative, target),
                          RunFiles::and));
        }
      }
    }
    List<RunFiles> ancestorsFirst = new ArrayList<>(files.values());
    ancestorsFirst.sort(Comparator.comparingInt(RunFiles::depth));
    return ancestorsFirst;
  }

  /** The runs with these identifiers that the archive has. */
  static List<ArchivedRun> found(ArchiveIndex index, List<RunIdentifier> ids) {
    return ids.stream().distinct().flatMap(id -> index.run(id).stream()).toList();
  }

  private static RunFiles one(
      ArchiveFile file, int depth, Relatives.Relative relative, Target target) {
    return new RunFiles(file, Map.of(relative.run().runId(), List.of(target)), depth);
  }

  private RunFiles and(RunFiles other) {
    Map<String, List<Target>> all = new HashMap<>(targets);
    other.targets.forEach(
        (run, further) ->
            all.merge(
                run,
                further,
                (a, b) -> {
                  List<Target> both = new ArrayList<>(a);
                  both.addAll(b);
                  return both;
                }));
    return new RunFiles(file, all, depth);
  }

  private record FileAtDepth(ArchiveFile file, int depth) {}
}
