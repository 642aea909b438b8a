package ai.neptune.spark.benchmarks;

import java.util.List;
import java.util.Locale;

/** The kinds of work that are measured. A scale multiplies the amount. */
enum Workload {
  METRICS_ONE_SERIES(Kind.METRICS, "10,000,000 points: 1 series"),
  METRICS_SHORT_SERIES(Kind.METRICS, "10,000,000 points: 100,000 series × 100 in 100 runs"),
  METRICS_EXPERIMENTS(Kind.METRICS, "10,000,000 points: 1,000 experiments × 10 series × 1,000"),
  BUCKETS(
      Kind.BUCKETS, "10,000,000 points as metric_buckets: 100 experiments × 100 series × 1,000"),
  STRINGS_TABLE(Kind.TABLE, "20,000 experiments with a string of 60 KB, as experiments"),
  STRINGS_VALUES(Kind.VALUES, "20,000 experiments with a string of 60 KB, as attribute_values"),
  EXPORT(Kind.EXPORT, "10,000,000 points: export of 10,000 runs × 10 series × 100"),
  FILES_SMALL(Kind.FILES, "10,000 files of 64 KB"),
  FILES_LARGE(Kind.FILES, "4 files of 1 GB"),
  FILE_HUGE(Kind.FILES, "1 file of 20 GB"),
  PLANNING(Kind.PLANNING, "planning 100,000 runs"),
  PLANNING_HUGE(Kind.PLANNING, "planning 1,000,000 runs"),
  ARCHIVE_POINTS(Kind.ARCHIVE_POINTS, "10,000,000 points in an archive of 1,000 files"),
  ARCHIVE_ONE_RUN(
      Kind.ARCHIVE_POINTS, "10,000,000 points of one run in an archive: 100 series × 100,000"),
  ARCHIVE_BUCKETS(Kind.ARCHIVE_BUCKETS, "the points in 1,000 files as metric_buckets"),
  ARCHIVE_SMALL_FILES(Kind.ARCHIVE_VALUES, "an archive of 20,000 runs, one small file each"),
  ARCHIVE_PLANNING(Kind.ARCHIVE_PLANNING, "planning an archive of 42,000 files");

  /** What contenders do with the project. */
  enum Kind {
    METRICS,
    BUCKETS,
    TABLE,
    VALUES,
    EXPORT,
    FILES,
    PLANNING,
    ARCHIVE_POINTS,
    ARCHIVE_BUCKETS,
    ARCHIVE_VALUES,
    ARCHIVE_PLANNING
  }

  private final Kind kind;
  private final String title;

  Workload(Kind kind, String title) {
    this.kind = kind;
    this.title = title;
  }

  Kind kind() {
    return kind;
  }

  /** The work at scale 1, in words. */
  String title() {
    return title;
  }

  /** The name on the command line. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The server's project that holds the data while the workload runs. */
  String project() {
    return "benchmarks/" + label();
  }

  /**
   * The contenders. The Python client and curl have no planning that could be measured; buckets and
   * long strings are measured for their memory and beside what the server takes.
   */
  List<String> contenders() {
    return switch (this) {
      case METRICS_ONE_SERIES, METRICS_SHORT_SERIES, METRICS_EXPERIMENTS ->
          List.of(Contender.CONNECTOR, Contender.DRAIN, Contender.NEPTUNE_QUERY);
      case EXPORT -> List.of(Contender.CONNECTOR, Contender.READING, Contender.PYTHON_EXPORT);
      case FILES_SMALL, FILES_LARGE ->
          List.of(Contender.CONNECTOR, Contender.CURL, Contender.NEPTUNE_QUERY);
      case FILE_HUGE -> List.of(Contender.CONNECTOR, Contender.CURL);
      case BUCKETS, STRINGS_TABLE, STRINGS_VALUES, PLANNING, PLANNING_HUGE ->
          List.of(Contender.CONNECTOR, Contender.DRAIN);
      case ARCHIVE_POINTS, ARCHIVE_ONE_RUN, ARCHIVE_SMALL_FILES ->
          List.of(Contender.CONNECTOR, Contender.SPARK_PARQUET, Contender.PANDAS);
      case ARCHIVE_BUCKETS, ARCHIVE_PLANNING -> List.of(Contender.CONNECTOR);
    };
  }

  /**
   * Whether growth is measured: the same code at 1, 3 and 10 times the work. Workloads that need
   * tens of gigabytes of disk, or minutes of the server's time, are excluded.
   */
  boolean grows() {
    return this != FILE_HUGE && this != PLANNING_HUGE && !hasStrings() && !isOfArchive();
  }

  /** Whether an archive is read, and no server asked. */
  boolean isOfArchive() {
    return switch (kind) {
      case ARCHIVE_POINTS, ARCHIVE_BUCKETS, ARCHIVE_VALUES, ARCHIVE_PLANNING -> true;
      case METRICS, EXPORT, BUCKETS, TABLE, VALUES, FILES, PLANNING -> false;
    };
  }

  /** Whether the project consists of long strings, which fill the server's memory. */
  boolean hasStrings() {
    return kind == Kind.TABLE || kind == Kind.VALUES;
  }

  /**
   * The smallest scale for growth. Large files start at 0.1 because 40 GB would measure the disk.
   */
  double growthBase() {
    return this == FILES_LARGE ? 0.1 : 1;
  }

  static Workload of(String label) {
    for (Workload workload : values()) {
      if (workload.label().equals(label)) {
        return workload;
      }
    }
    throw new IllegalArgumentException(
        "Unknown benchmark '" + label + "': run benchmarks/run --help for the names");
  }
}
