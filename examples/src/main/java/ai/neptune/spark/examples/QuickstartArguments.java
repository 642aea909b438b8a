package ai.neptune.spark.examples;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the user asked the quickstart for. Without an archive, a null project means the sample
 * project; with one, the only project that it holds. Null patterns mean no condition.
 */
record QuickstartArguments(
    String archive,
    String project,
    String destination,
    String experimentsPattern,
    String attributesPattern,
    Map<String, String> sparkConf,
    boolean help) {

  static final String USAGE =
      """
      Usage: ./quickstart [options]

      Reads experiments, metrics and series of a Neptune project with Spark, and downloads its files.

        --project WORKSPACE/PROJECT   the project to read, with the API token in NEPTUNE_API_TOKEN;
                                      without a token: a sample project on an embedded server
        --archive FOLDER-OR-URI       reads an archive that neptune-exporter wrote, not a server;
                                      --project is needed only if it holds several projects.
                                      A small one is in examples/archive
        --destination FOLDER-OR-URI   where downloaded files go: a folder, or any URI that Hadoop's
                                      file systems can write (default: neptune-downloads)
        --experiments PATTERN         extended regex of experiment names (default: the newest five)
        --attributes PATTERN          extended regex of attribute names (default: all)
        --conf KEY=VALUE              a setting of Spark, as for spark-submit; may be repeated
        --help                        this text
      """;

  private static final String DEFAULT_DESTINATION = "neptune-downloads";

  /**
   * Reads the command line and the environment.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  static QuickstartArguments parse(List<String> arguments, Map<String, String> environment) {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, String> sparkConf = new LinkedHashMap<>();
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String name = rest.next();
      switch (name) {
        case "--help", "-h" -> {
          return new QuickstartArguments(null, null, null, null, null, Map.of(), true);
        }
        case "--archive", "--project", "--destination", "--experiments", "--attributes" -> {
          if (values.put(name, valueOf(name, rest)) != null) {
            throw new IllegalArgumentException(name + " is given twice");
          }
        }
        case "--conf" -> addSetting(valueOf(name, rest), sparkConf);
        default -> throw new IllegalArgumentException("Unknown argument: " + name);
      }
    }
    String archive = values.get("--archive");
    return new QuickstartArguments(
        archive,
        archive != null ? values.get("--project") : project(values.get("--project"), environment),
        values.getOrDefault("--destination", DEFAULT_DESTINATION),
        values.get("--experiments"),
        values.get("--attributes"),
        sparkConf,
        false);
  }

  private static String valueOf(String name, Iterator<String> rest) {
    String value = rest.hasNext() ? rest.next() : "";
    if (value.isBlank() || value.startsWith("--")) {
      throw new IllegalArgumentException(name + " needs a value");
    }
    return value;
  }

  private static void addSetting(String setting, Map<String, String> sparkConf) {
    int equals = setting.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("--conf needs KEY=VALUE, not " + setting);
    }
    sparkConf.put(setting.substring(0, equals), setting.substring(equals + 1));
  }

  private static String project(String named, Map<String, String> environment) {
    boolean token = !environment.getOrDefault("NEPTUNE_API_TOKEN", "").isBlank();
    String project = named != null ? named : environment.get("NEPTUNE_PROJECT");
    if (!token) {
      if (named != null) {
        throw new IllegalArgumentException(
            "--project needs an API token in the environment variable NEPTUNE_API_TOKEN"
                + " (leave --project out to see the sample project)");
      }
      return null;
    }
    if (project == null || project.isBlank()) {
      throw new IllegalArgumentException(
          "NEPTUNE_API_TOKEN is set: name a project of that server with"
              + " --project WORKSPACE/PROJECT (or unset the token to see the sample project)");
    }
    if (!project.matches("[^/,*]+/[^/,*]+")) {
      throw new IllegalArgumentException(
          "The project must have the form WORKSPACE/PROJECT, not " + project);
    }
    return project;
  }
}
