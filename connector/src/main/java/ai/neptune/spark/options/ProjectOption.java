package ai.neptune.spark.options;

import ai.neptune.errors.InvalidOptionException;
import ai.neptune.errors.ProjectNotProvidedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The option {@code project}: one project, several, or all. */
final class ProjectOption {

  /** The value that stands for every project. */
  static final List<String> ALL = List.of("*");

  private static final String VARIABLE = "NEPTUNE_PROJECT";

  private ProjectOption() {}

  /** The projects of a server; without the option, those that the environment names. */
  static List<String> ofServer(
      OptionReader reader, Map<String, String> environment, RelationName relation) {
    Optional<List<String>> option = reader.names(Option.PROJECT);
    String source = option.isPresent() ? "option 'project'" : "environment variable " + VARIABLE;
    List<String> projects =
        option
            .or(
                () ->
                    Optional.ofNullable(environment.get(VARIABLE))
                        .map(value -> OptionReader.names(source, value)))
            .orElseThrow(() -> noProject("No Neptune project is set.", reader));
    if (projects.isEmpty()) {
      throw noProject("The %s is set, but names no Neptune project.".formatted(source), reader);
    }
    if (projects.equals(ALL)) {
      requireTable(relation);
      return projects;
    }
    return wellFormed(source, projects);
  }

  /**
   * An archive may have only one project: then it need not be named. All can be read together, and
   * are checked if none is named.
   */
  static List<String> ofArchive(OptionReader reader, RelationName relation) {
    List<String> projects =
        reader
            .names(Option.PROJECT)
            .orElse(relation == RelationName.ARCHIVE_CHECK ? ALL : List.of());
    return projects.equals(ALL) ? projects : wellFormed("option 'project'", projects);
  }

  private static List<String> wellFormed(String source, List<String> projects) {
    for (String project : projects) {
      if (!project.matches("[^/]+/[^/]+")) {
        throw OptionReader.invalid(
            source,
            project,
            "workspace/project, several of them separated by commas, or * alone for all");
      }
    }
    return projects;
  }

  private static ProjectNotProvidedException noProject(String what, OptionReader reader) {
    return new ProjectNotProvidedException(
        "%s Set the option 'project' to workspace/project, or the Spark setting '%s', or the environment variable %s of the driver."
            .formatted(what, reader.setting(Option.PROJECT), VARIABLE));
  }

  private static void requireTable(RelationName relation) {
    if (relation != RelationName.EXPERIMENTS && relation != RelationName.RUNS) {
      throw new InvalidOptionException(
          "Invalid value '*' for option 'project': the relation '%s' cannot be read from all projects, only 'experiments' and 'runs' can. List the projects, separated by commas."
              .formatted(relation.userName()));
    }
  }
}
