package ai.neptune.testkit.api;

import ai.neptune.testkit.model.AttributeDefinition;
import ai.neptune.testkit.model.AttributeShape;
import ai.neptune.testkit.model.Project;
import ai.neptune.testkit.model.ProjectStore;
import ai.neptune.testkit.model.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;

/** Indexes of projects for searches, until the projects are replaced. */
final class ProjectIndexes {
  private final ProjectStore store;
  private final Map<Project, EntryIndex> entries = new WeakHashMap<>();
  private final Map<Project, NavigableSet<AttributeDefinition>> definitions = new WeakHashMap<>();
  private List<Project> allProjects = List.of();
  private EntryIndex allEntries = new EntryIndex(List.of());

  ProjectIndexes(ProjectStore store) {
    this.store = store;
  }

  /** The index of the runs of one project. */
  synchronized EntryIndex entries(Project project) {
    return entries.computeIfAbsent(project, key -> new EntryIndex(key.runs()));
  }

  /** The index of the runs of all projects. */
  synchronized EntryIndex allEntries() {
    List<Project> projects = List.copyOf(store.projects());
    if (!projects.equals(allProjects)) {
      List<Run> runs = new ArrayList<>();
      projects.forEach(project -> runs.addAll(project.runs()));
      allProjects = projects;
      allEntries = new EntryIndex(runs);
    }
    return allEntries;
  }

  /** The definitions in use in a project. */
  synchronized NavigableSet<AttributeDefinition> definitions(Project project) {
    return definitions.computeIfAbsent(project, key -> union(key.runs()));
  }

  /** The definitions in use in some runs. */
  static NavigableSet<AttributeDefinition> union(Collection<Run> runs) {
    Set<AttributeShape> shapes = Collections.newSetFromMap(new IdentityHashMap<>());
    runs.forEach(run -> shapes.add(run.definitions()));
    NavigableSet<AttributeDefinition> union = new TreeSet<>();
    for (AttributeShape shape : shapes) {
      for (int i = 0; i < shape.size(); i++) {
        union.add(shape.get(i));
      }
    }
    return union;
  }
}
