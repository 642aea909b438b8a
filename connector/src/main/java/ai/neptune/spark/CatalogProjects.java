package ai.neptune.spark;

import ai.neptune.client.Container;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.Entry;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.Sorting;
import ai.neptune.client.api.NeptuneClient;
import ai.neptune.errors.ProjectInaccessibleException;
import ai.neptune.errors.UnexpectedResponseException;
import ai.neptune.spark.options.ConnectionOptions;
import ai.neptune.spark.source.Sources;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which projects there are on a server or in an archive; nothing is asked about
 * attributes.
 */
final class CatalogProjects {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogProjects.class);
  private static final int RUNS_PER_PAGE = 10_000;
  private static final @Nullable String ALL_PROJECTS = null;

  private final ConnectionOptions connection;
  private final @Nullable NeptuneClient client;

  CatalogProjects(ConnectionOptions connection) {
    this.connection = connection;
    this.client =
        connection.isOfArchive()
            ? null
            : NeptuneClient.connect(connection.ofServer(), new RequestMetrics());
  }

  /** The projects that the user may read, sorted. */
  List<String> all() {
    if (connection.isOfArchive()) {
      return Sources.projectsOfArchive(connection);
    }
    try {
      return server().projects();
    } catch (UnexpectedResponseException e) {
      LOG.warn(
          "The server does not list projects, so those without runs are not shown: {}",
          e.getMessage());
      return withRuns();
    }
  }

  /** Whether a project exists and the user may read it. */
  boolean exists(String project) {
    if (connection.isOfArchive()) {
      return all().contains(project);
    }
    try {
      server().searchEntries(search(project, 0, 0));
      return true;
    } catch (ProjectInaccessibleException e) {
      return false;
    }
  }

  private NeptuneClient server() {
    return Objects.requireNonNull(client);
  }

  private List<String> withRuns() {
    SortedSet<String> projects = new TreeSet<>();
    List<Entry> page;
    int offset = 0;
    do {
      page = server().searchEntries(search(ALL_PROJECTS, offset, RUNS_PER_PAGE)).entries();
      page.forEach(run -> projects.add(run.project()));
      offset += page.size();
    } while (page.size() == RUNS_PER_PAGE);
    return List.copyOf(projects);
  }

  private static EntriesSearch search(@Nullable String project, int offset, int limit) {
    return new EntriesSearch(
        project, Container.RUN, List.of(), null, Sorting.BY_CREATION_TIME, offset, limit);
  }
}
