package ai.neptune.testkit.model;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The projects of the server. Projects are added or replaced as a whole; safe for threads. */
public final class ProjectStore {
  private final long countersSince;
  private volatile Map<String, Project> projects = Map.of();

  /** An empty store. All runs have counters. */
  public ProjectStore() {
    this(Long.MIN_VALUE);
  }

  /**
   * An empty store.
   *
   * @param countersSince the creation time, in epoch milliseconds, of the first runs that have
   *     counters ({@code sys/diagnostics/attributes/…})
   */
  public ProjectStore(long countersSince) {
    this.countersSince = countersSince;
  }

  /** The project of an identifier. */
  public Optional<Project> project(String identifier) {
    return Optional.ofNullable(projects.get(identifier));
  }

  /** All projects, by identifier. */
  public Collection<Project> projects() {
    return projects.values();
  }

  /**
   * Adds or replaces projects, all or none. Runs that were forked from a run of a project that is
   * replaced keep their ancestors.
   *
   * @throws IllegalArgumentException if a fork names no run, goes in a circle, or is after a point
   *     of the run
   */
  public synchronized void add(List<ProjectBuilder> builders) {
    Map<String, ProjectBuilder> added = new HashMap<>();
    for (ProjectBuilder builder : builders) {
      if (added.putIfAbsent(builder.identifier(), builder) != null) {
        throw new IllegalArgumentException(
            "project " + builder.identifier() + " is given more than once");
      }
    }
    builders.forEach(builder -> builder.build(countersSince));
    ForkLinker linker = new ForkLinker(added, projects);
    builders.forEach(linker::link);
    Map<String, Project> changed = new TreeMap<>(projects);
    builders.forEach(builder -> changed.put(builder.identifier(), builder.project()));
    projects = changed;
  }
}
