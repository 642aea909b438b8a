package ai.neptune.spark.source;

import ai.neptune.archive.check.RunReport;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.api.NeptuneClient;
import ai.neptune.errors.ProjectNotProvidedException;
import ai.neptune.spark.options.ConnectionOptions;
import ai.neptune.spark.options.NeptuneOptions;
import java.util.List;

/** Where relations are read from: a server, or an archive. No relation knows which. */
public final class Sources {

  private static final OpenArchives OPEN = new OpenArchives();

  private Sources() {}

  /**
   * The source that the driver asks.
   *
   * @param metrics where it counts what it does
   */
  public static NeptuneSource onDriver(NeptuneOptions options, RequestMetrics metrics) {
    return options.connection().isOfArchive()
        ? archive(options.connection()).onDriver()
        : NeptuneClient.connect(options.connection().ofServer(), metrics);
  }

  /** The source that tasks ask. */
  public static TaskSource forTasks(NeptuneOptions options) {
    if (options.connection().isOfArchive()) {
      return archive(options.connection()).forTasks();
    }
    ConnectionOptions connection = options.connection();
    return metrics -> NeptuneClient.connect(connection.ofServer(), metrics);
  }

  /**
   * The options with the project that they mean: an archive that holds one project need not be told
   * which.
   *
   * @throws ProjectNotProvidedException if it holds several, and the options name none
   */
  public static NeptuneOptions resolved(NeptuneOptions options) {
    if (!options.connection().isOfArchive() || !options.projects().isEmpty()) {
      return options;
    }
    SparkArchive archive = archive(options.connection());
    archive.requireAnyRun();
    List<String> projects = archive.projects();
    if (projects.size() != 1) {
      throw new ProjectNotProvidedException(
          "The archive %s holds %d projects. Set the option 'project' to one or several of them, or to * for all: %s."
              .formatted(
                  options.connection().ofArchive().archive(),
                  projects.size(),
                  String.join(", ", projects)));
    }
    return options.ofProjects(projects);
  }

  /** Reports runs whose inherited points cannot be read, where that can be known in advance. */
  public static void requireParents(NeptuneOptions options, List<RunIdentifier> runs) {
    if (options.connection().isOfArchive()) {
      archive(options.connection()).requireParents(runs);
    }
  }

  /** Warns of times of series that an archive does not say the time zone of. */
  public static void warnOfLocalTimes(NeptuneOptions options, List<RunIdentifier> runs) {
    if (options.connection().isOfArchive()) {
      archive(options.connection()).warnOfLocalTimes(runs);
    }
  }

  /** What an archive holds of each of its runs, and what it lacks; all is read for that. */
  public static List<RunReport> checkArchive(NeptuneOptions options) {
    return archive(options.connection()).check();
  }

  /** The projects of an archive. */
  public static List<String> projectsOfArchive(ConnectionOptions connection) {
    return archive(connection).projects();
  }

  /**
   * An archive is listed when options are read, not for every question: what is loaded stays the
   * same, as with Spark's own sources of files.
   */
  private static SparkArchive archive(ConnectionOptions connection) {
    return OPEN.of(connection);
  }
}
