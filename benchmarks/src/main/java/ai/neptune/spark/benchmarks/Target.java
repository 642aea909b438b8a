package ai.neptune.spark.benchmarks;

import java.util.List;

/** The project's target for the ratio of the times of two contenders. */
record Target(String over, String under, String bound) {

  private static final String NONE = "–";

  static List<Target> of(Workload workload) {
    return switch (workload.section()) {
      case NETWORK -> overNetwork(workload);
      case FIRST -> List.of(new Target(Contender.CONNECTOR, Contender.SPARK_PARQUET, NONE));
      default -> ofKind(workload);
    };
  }

  private static List<Target> ofKind(Workload workload) {
    return switch (workload.kind()) {
      case METRICS ->
          List.of(
              new Target(Contender.CONNECTOR, Contender.DRAIN, "≤ 1.5"),
              new Target(Contender.NEPTUNE_QUERY, Contender.CONNECTOR, "≥ 20"));
      case BUCKETS ->
          List.of(
              new Target(Contender.CONNECTOR, Contender.READING, "≤ 1"),
              new Target(Contender.CONNECTOR, Contender.DRAIN, NONE),
              new Target(Contender.NEPTUNE_QUERY, Contender.CONNECTOR, NONE));
      case EXPORT ->
          List.of(
              new Target(Contender.CONNECTOR, Contender.READING, "≤ 2"),
              new Target(Contender.PYTHON_EXPORT, Contender.CONNECTOR, NONE));
      case FILES -> ofFiles(workload);
      case ARCHIVE_POINTS, ARCHIVE_VALUES ->
          List.of(
              new Target(Contender.CONNECTOR, Contender.SPARK_PARQUET, "≤ 1.3"),
              new Target(Contender.PANDAS, Contender.CONNECTOR, NONE));
      case ARCHIVE_BUCKETS, ARCHIVE_PLANNING -> List.of();
      default ->
          List.of(
              new Target(Contender.CONNECTOR, Contender.DRAIN, NONE),
              new Target(Contender.NEPTUNE_QUERY, Contender.CONNECTOR, NONE));
    };
  }

  private static List<Target> ofFiles(Workload workload) {
    return switch (workload) {
      case FILES_SMALL ->
          List.of(
              new Target(Contender.CONNECTOR, Contender.CURL, "≤ 1.3"),
              new Target(Contender.NEPTUNE_QUERY, Contender.CONNECTOR, "≥ 5"));
      case FILES_LARGE ->
          List.of(
              new Target(Contender.CURL, Contender.CONNECTOR, "≥ 0.9"),
              new Target(Contender.NEPTUNE_QUERY, Contender.CONNECTOR, "≥ 1"));
      default -> List.of(new Target(Contender.CURL, Contender.CONNECTOR, NONE));
    };
  }

  /** As many times faster than the Python client as without the network. */
  private static List<Target> overNetwork(Workload workload) {
    return switch (workload.kind()) {
      case METRICS ->
          List.of(
              new Target(Contender.CONNECTOR, Contender.DRAIN, "≤ 1.25"),
              new Target(Contender.NEPTUNE_QUERY, Contender.CONNECTOR, "≥ 20"));
      case FILES -> {
        String bound = workload == Workload.NETWORK_FILES_SMALL ? "≥ 5" : "≥ 1";
        yield List.of(
            new Target(Contender.CONNECTOR, Contender.FIXED, "≤ 1.3"),
            new Target(Contender.CONNECTOR, Contender.CURL, "≤ 1.25"),
            new Target(Contender.NEPTUNE_QUERY, Contender.CONNECTOR, bound));
      }
      // The drain does not wait for a page before it requests the next.
      case PLANNING -> List.of(new Target(Contender.CONNECTOR, Contender.DRAIN, NONE));
      default ->
          List.of(
              new Target(Contender.CONNECTOR, Contender.DRAIN, "≤ 1.25"),
              new Target(Contender.NEPTUNE_QUERY, Contender.CONNECTOR, NONE));
    };
  }
}
