package ai.neptune.spark.options;

import ai.neptune.errors.InvalidOptionException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * The options of an export: where runs are read from, and which of them are exported
 * (docs/exports.md, "Options").
 */
public final class ExportOptions {

  static final Set<Option> OPTIONS =
      EnumSet.of(
          Option.ARCHIVE,
          Option.ARCHIVE_FILES,
          Option.ARCHIVE_TIME_ZONE,
          Option.ARCHIVE_MODE,
          Option.PROJECT,
          Option.EXPERIMENTS,
          Option.EXPERIMENTS_PATTERN,
          Option.RUNS,
          Option.RUNS_PATTERN,
          Option.QUERY,
          Option.TARGET_POINTS_PER_PARTITION);

  static {
    OPTIONS.addAll(ConnectionOptions.OPTIONS);
  }

  private ExportOptions() {}

  /**
   * What an export reads: all attributes and own points of the runs that the options select. What
   * is not set comes from the session's defaults, then from the environment of this JVM.
   *
   * @throws InvalidOptionException if an option does not exist, does not apply to exports, or has a
   *     bad value
   */
  public static NeptuneOptions read(Map<String, String> explicit, SparkSession spark) {
    for (Option option : OptionNames.set(explicit)) {
      if (!OPTIONS.contains(option)) {
        throw new InvalidOptionException(
            "Option '%s' does not apply to an export, which writes all attributes and points of the runs that it selects. Its options are %s."
                .formatted(
                    option.optionName(),
                    String.join(", ", OPTIONS.stream().map(Option::optionName).toList())));
      }
    }
    Map<String, String> options = new HashMap<>();
    SessionDefaults.of(spark)
        .forEach(
            (name, value) -> {
              if (Option.named(name).filter(OPTIONS::contains).isPresent()) {
                options.put(name, value);
              }
            });
    options.putAll(OptionNames.lowerCase(explicit));
    return ofRuns(options, System.getenv());
  }

  /**
   * What an export has written, as an archive.
   *
   * @param archive the destination
   */
  public static NeptuneOptions readBack(String archive, String project) {
    Map<String, String> options = new HashMap<>();
    put(options, Option.ARCHIVE, archive);
    put(options, Option.ARCHIVE_MODE, "permissive");
    put(options, Option.PROJECT, "[\"%s\"]".formatted(project.replace("\"", "\\\"")));
    return ofRuns(options, Map.of());
  }

  /** Names as the value of an option that is a list. */
  public static String list(Collection<String> names) {
    return OptionReader.list(names);
  }

  /** Those of the options that are of the connection to a server. */
  public static Map<String, String> connection(Map<String, String> explicit) {
    Map<String, String> options = new HashMap<>(explicit);
    options
        .keySet()
        .removeIf(name -> Option.named(name).filter(ConnectionOptions.OPTIONS::contains).isEmpty());
    return options;
  }

  private static NeptuneOptions ofRuns(
      Map<String, String> options, Map<String, String> environment) {
    put(options, Option.RELATION, RelationName.METRICS.userName());
    put(options, Option.CONTAINER, "run");
    put(options, Option.LINEAGE_TO_THE_ROOT, "false");
    return NeptuneOptions.read(options, environment);
  }

  private static void put(Map<String, String> options, Option option, String value) {
    options.put(option.optionName().toLowerCase(Locale.ROOT), value);
  }
}
