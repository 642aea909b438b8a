package ai.neptune.spark.options;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The options of the data source, by the names that users write (docs/relations-and-options.md,
 * "Options").
 */
public enum Option {
  RELATION("relation"),
  API_TOKEN("apiToken"),
  ARCHIVE("archive"),
  ARCHIVE_FILES("archiveFiles"),
  ARCHIVE_TIME_ZONE("archiveTimeZone"),
  ARCHIVE_MODE("archiveMode"),
  PROJECT("project"),
  CONTAINER("container"),
  EXPERIMENTS("experiments"),
  EXPERIMENTS_PATTERN("experimentsPattern"),
  RUNS("runs"),
  RUNS_PATTERN("runsPattern"),
  QUERY("query"),
  ATTRIBUTES("attributes"),
  ATTRIBUTES_PATTERN("attributesPattern"),
  ATTRIBUTE_TYPES("attributeTypes"),
  STEP_RANGE("stepRange"),
  TAIL_LIMIT("tailLimit"),
  LINEAGE_TO_THE_ROOT("lineageToTheRoot"),
  INCLUDE_POINT_PREVIEWS("includePointPreviews"),
  SORT_BY("sortBy"),
  SORT_DIRECTION("sortDirection"),
  LIMIT("limit"),
  TYPE_SUFFIX_IN_COLUMN_NAMES("typeSuffixInColumnNames"),
  LAYOUT("layout"),
  BUCKETS("buckets"),
  MAX_COLUMNS("maxColumns"),
  TARGET_POINTS_PER_PARTITION("targetPointsPerPartition"),
  MAX_CONCURRENT_REQUESTS("maxConcurrentRequests"),
  DESTINATION("destination"),
  DOWNLOAD_ID("downloadId"),
  ACTION("action"),
  EXPORT_ID("exportId"),
  FILES("files"),
  OVERWRITE("overwrite"),
  CONCURRENCY("concurrency"),
  IGNORE_FAILURES("ignoreFailures"),
  REQUEST_TIMEOUT("requestTimeout"),
  RETRY_SOFT_TIMEOUT("retrySoftTimeout"),
  RETRY_HARD_TIMEOUT("retryHardTimeout"),
  PROXY("proxy"),
  NO_PROXY("noProxy"),
  TRUST_STORE("trustStore"),
  TRUST_STORE_PASSWORD("trustStorePassword");

  private static final Map<String, Option> BY_LOWER_CASE_NAME =
      Arrays.stream(values())
          .collect(
              Collectors.toUnmodifiableMap(
                  o -> o.optionName.toLowerCase(Locale.ROOT), Function.identity()));

  private final String optionName;

  Option(String optionName) {
    this.optionName = optionName;
  }

  /** The name as users write it. */
  public String optionName() {
    return optionName;
  }

  /** Whether it has a say in which columns a relation has. */
  boolean decidesColumns(RelationName relation, boolean isWide) {
    return switch (this) {
      case RELATION, PROJECT, ARCHIVE, CONTAINER, LAYOUT, TYPE_SUFFIX_IN_COLUMN_NAMES -> true;
      case ATTRIBUTES, ATTRIBUTES_PATTERN, ATTRIBUTE_TYPES ->
          isWide || relation == RelationName.EXPERIMENTS || relation == RelationName.RUNS;
      default -> false;
    };
  }

  /** The option with this name, whatever its case. */
  static Optional<Option> named(String name) {
    return Optional.ofNullable(BY_LOWER_CASE_NAME.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The names of all options, as users write them. */
  static List<String> names() {
    return Arrays.stream(values()).map(Option::optionName).toList();
  }
}
