package ai.neptune.spark.benchmarks;

import java.util.List;

/** The project's target for the ratio of the times of two contenders. */
record Target(String over, String under, String bound) {

  static List<Target> of(Workload workload) {
    return switch (workload) {
      case METRICS_ONE_SERIES, METRICS_SHORT_SERIES, METRICS_EXPERIMENTS ->
          List.of(
              new Target(Contender.CONNECTOR, Contender.DRAIN, "≤ 1.5"),
              new Target(Contender.NEPTUNE_QUERY, Contender.CONNECTOR, "≥ 20"));
      case EXPORT ->
          List.of(
              new Target(Contender.CONNECTOR, Contender.READING, "≤ 2"),
              new Target(Contender.PYTHON_EXPORT, Contender.CONNECTOR, "–"));
      case FILES_SMALL ->
          List.of(
              new Target(Contender.CONNECTOR, Contender.CURL, "≤ 1.3"),
              new Target(Contender.NEPTUNE_QUERY, Contender.CONNECTOR, "≥ 5"));
      case FILES_LARGE ->
          List.of(
              new Target(Contender.CURL, Contender.CONNECTOR, "≥ 0.9"),
              new Target(Contender.NEPTUNE_QUERY, Contender.CONNECTOR, "–"));
      case FILE_HUGE -> List.of(new Target(Contender.CURL, Contender.CONNECTOR, "–"));
      case ARCHIVE_POINTS, ARCHIVE_ONE_RUN, ARCHIVE_SMALL_FILES ->
          List.of(
              new Target(Contender.CONNECTOR, Contender.SPARK_PARQUET, "≤ 1.3"),
              new Target(Contender.PANDAS, Contender.CONNECTOR, "–"));
      case ARCHIVE_BUCKETS, ARCHIVE_PLANNING -> List.of();
      case BUCKETS, STRINGS_TABLE, STRINGS_VALUES, PLANNING, PLANNING_HUGE ->
          List.of(new Target(Contender.CONNECTOR, Contender.DRAIN, "–"));
    };
  }
}
