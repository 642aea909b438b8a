package ai.neptune.archive;

import ai.neptune.archive.index.ArchiveIndex;
import ai.neptune.archive.index.ArchivedRun;
import ai.neptune.client.Container;
import ai.neptune.client.Lineage;
import ai.neptune.client.RunIdentifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The runs that a run inherits points from, rebuilt from the forks that an archive records. */
public final class Relatives {

  /** All ancestors, whatever experiment they belong to. */
  static final Lineage TO_THE_ROOT = new Lineage(true, Container.RUN);

  private Relatives() {}

  /**
   * A run whose points may belong to another's series.
   *
   * @param level how many forks are between: 0 for the run itself
   * @param upTo the last step that is inherited; infinite for the run itself
   */
  public record Relative(ArchivedRun run, int level, double upTo) {}

  /**
   * Why not all is known that a run inherits.
   *
   * @param parent the run id of the first ancestor whose points cannot be told
   * @param isThere whether the archive has that run, and only the step of the fork is missing
   */
  public record Gap(String parent, boolean isThere) {}

  /** The run and all its ancestors in the archive, the run first. */
  public static List<Relative> of(ArchiveIndex index, ArchivedRun run) {
    List<Relative> relatives = new ArrayList<>();
    Set<ArchivedRun> seen = new HashSet<>();
    double upTo = Double.POSITIVE_INFINITY;
    for (ArchivedRun next = run; next != null && seen.add(next); next = parent(index, next)) {
      relatives.add(new Relative(next, relatives.size(), upTo));
      upTo = next.forkStep() == null ? upTo : Math.min(upTo, next.forkStep());
    }
    return relatives;
  }

  /** Whether a lineage includes the points of one of a run's ancestors. */
  static boolean includes(Lineage lineage, ArchivedRun run, ArchivedRun ancestor) {
    boolean isSameExperiment =
        lineage.container() == Container.EXPERIMENT
            && run.experiment() != null
            && run.experiment().equals(ancestor.experiment());
    return lineage.toTheRoot() || run.equals(ancestor) || isSameExperiment;
  }

  /** What of a run's lineage the archive does not have; empty if it has all. */
  public static Optional<Gap> gap(ArchiveIndex index, ArchivedRun run) {
    List<Relative> relatives = of(index, run);
    ArchivedRun root = relatives.get(relatives.size() - 1).run();
    String parent = root.forkedFrom();
    return parent == null
        ? Optional.empty()
        : Optional.of(new Gap(parent, recordedParent(index, root).isPresent()));
  }

  /** An index that knows some runs and all that they inherit from. */
  public static ArchiveIndex withAncestors(ArchiveIndex index, List<ArchivedRun> runs) {
    Set<ArchivedRun> all = new LinkedHashSet<>();
    for (ArchivedRun run : runs) {
      of(index, run).forEach(relative -> all.add(relative.run()));
    }
    return index.only(List.copyOf(all));
  }

  /** Without the step of the fork nobody can tell which of its parent's points a run inherits. */
  private static ArchivedRun parent(ArchiveIndex index, ArchivedRun run) {
    return run.forkStep() == null ? null : recordedParent(index, run).orElse(null);
  }

  /**
   * An export names the parent by its run id alone, which a run of another project may have too.
   */
  private static Optional<ArchivedRun> recordedParent(ArchiveIndex index, ArchivedRun run) {
    return run.forkedFrom() == null
        ? Optional.empty()
        : index
            .run(new RunIdentifier(run.project(), run.forkedFrom()))
            .filter(parent -> isAbove(parent, run));
  }

  private static boolean isAbove(ArchivedRun parent, ArchivedRun run) {
    return !parent.equals(run)
        && (parent.depth() == null || run.depth() == null || parent.depth() < run.depth());
  }
}
