package ai.neptune.testkit.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Links runs to the runs that they were forked from, which may belong to other projects. */
final class ForkLinker {
  private final Map<String, ProjectBuilder> added;
  private final Map<String, Project> present;
  private final Map<String, Map<String, Run>> presentRuns = new HashMap<>();
  private final Set<Run> linked = new HashSet<>();

  ForkLinker(Map<String, ProjectBuilder> added, Map<String, Project> present) {
    this.added = added;
    this.present = present;
  }

  void link(ProjectBuilder builder) {
    for (Run run : builder.project().runs()) {
      linkLineage(run);
    }
  }

  // From the root down and without recursion: lineages may be of any length.
  private void linkLineage(Run run) {
    List<Run> unlinked = new ArrayList<>();
    Set<Run> path = new HashSet<>();
    Run next = run;
    while (next != null && isAdded(next) && !linked.contains(next)) {
      if (!path.add(next)) {
        throw new IllegalArgumentException(place(next) + " is forked from itself");
      }
      unlinked.add(next);
      next = parentOf(next);
    }
    Collections.reverse(unlinked);
    for (Run child : unlinked) {
      Run parent = parentOf(child);
      if (parent != null) {
        double step = Objects.requireNonNull(forkSeed(child)).step();
        requireNoPointsBefore(child, step);
        child.forkedFrom(new Fork(parent, step), parent.forkDepth() + 1);
      }
      linked.add(child);
    }
  }

  private boolean isAdded(Run run) {
    ProjectBuilder builder = added.get(run.project().identifier());
    return builder != null && builder.project() == run.project();
  }

  private ProjectBuilder.@Nullable ForkSeed forkSeed(Run run) {
    return Objects.requireNonNull(added.get(run.project().identifier())).forkOf(run);
  }

  private @Nullable Run parentOf(Run run) {
    ProjectBuilder.ForkSeed fork = forkSeed(run);
    if (fork == null) {
      return null;
    }
    String project = fork.project() == null ? run.project().identifier() : fork.project();
    Run parent =
        added.containsKey(project)
            ? Objects.requireNonNull(added.get(project)).runOf(fork.runId())
            : presentRuns.computeIfAbsent(project, this::indexPresent).get(fork.runId());
    if (parent == null) {
      throw new IllegalArgumentException(
          "%s is forked from run %s of project %s, which does not exist"
              .formatted(place(run), fork.runId(), project));
    }
    return parent;
  }

  private Map<String, Run> indexPresent(String project) {
    Map<String, Run> runs = new HashMap<>();
    if (present.containsKey(project)) {
      present.get(project).runs().forEach(run -> runs.put(run.runId(), run));
    }
    return runs;
  }

  // A child may log at the fork step itself: its series then has two points there.
  private static void requireNoPointsBefore(Run run, double step) {
    AttributeShape shape = run.ownShape();
    for (int i = 0; i < shape.size(); i++) {
      if (run.ownValue(i) instanceof Series series && series.size() > 0 && series.step(0) < step) {
        throw new IllegalArgumentException(
            "%s, series %s: step %s is before the fork step %s"
                .formatted(place(run), shape.get(i).name(), series.step(0), step));
      }
    }
  }

  private static String place(Run run) {
    return "project %s, runs[%d] (%s)"
        .formatted(run.project().identifier(), run.position(), run.runId());
  }
}
