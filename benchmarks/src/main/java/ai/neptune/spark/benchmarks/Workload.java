package ai.neptune.spark.benchmarks;

import java.util.List;
import java.util.Locale;

/** The kinds of work that are measured. A scale multiplies the amount. */
enum Workload {
  METRICS_ONE_SERIES(Kind.METRICS, Section.MAIN, "10,000,000 points: 1 series"),
  METRICS_SHORT_SERIES(
      Kind.METRICS, Section.MAIN, "10,000,000 points: 100,000 series × 100 in 100 runs"),
  METRICS_EXPERIMENTS(
      Kind.METRICS, Section.MAIN, "10,000,000 points: 1,000 experiments × 10 series × 1,000"),
  FILES_SMALL(Kind.FILES, Section.MAIN, "10,000 files of 64 KB"),
  FILES_LARGE(Kind.FILES, Section.MAIN, "4 files of 1 GB"),
  FILE_HUGE(Kind.FILES, Section.MAIN, "1 file of 20 GB"),
  PLANNING(Kind.PLANNING, Section.MAIN, "planning 100,000 runs"),
  PLANNING_HUGE(Kind.PLANNING, Section.MAIN, "planning 1,000,000 runs"),
  NETWORK_METRICS(
      Kind.METRICS, Section.NETWORK, "10,000,000 points: 1,000 experiments × 10 series × 1,000"),
  NETWORK_EXPERIMENTS(Kind.CELLS, Section.NETWORK, "20,000 experiments × 50 columns"),
  NETWORK_FILES_SMALL(Kind.FILES, Section.NETWORK, "4,000 files of 64 KB"),
  NETWORK_FILES_LARGE(Kind.FILES, Section.NETWORK, "4 files of 256 MB"),
  NETWORK_PLANNING(Kind.PLANNING, Section.NETWORK, "planning 100,000 runs"),
  METRICS_WIDE(
      Kind.WIDE,
      Section.RELATIONS,
      "10,000,000 points, wide form: 1,000 experiments × 10 series × 1,000"),
  BUCKETS(
      Kind.BUCKETS,
      Section.RELATIONS,
      "10,000,000 points as metric_buckets: 100 experiments × 100 series × 1,000"),
  METRIC_SUMMARIES(Kind.SUMMARIES, Section.RELATIONS, "200,000 metric_summaries"),
  SERIES(
      Kind.SERIES,
      Section.RELATIONS,
      "1,000,000 strings of 40 bytes as series: 1,000 experiments × 10 series × 100"),
  EXPERIMENTS_50_COLUMNS(Kind.CELLS, Section.RELATIONS, "20,000 experiments × 50 columns"),
  EXPERIMENTS_2000_COLUMNS(Kind.CELLS, Section.RELATIONS, "1,000 experiments × 2,000 columns"),
  ATTRIBUTE_VALUES(Kind.ALL_VALUES, Section.RELATIONS, "1,000,000 attribute_values"),
  FILES_LISTED(Kind.FILE_LIST, Section.RELATIONS, "200,000 files, listed"),
  STRINGS_TABLE(
      Kind.TABLE, Section.HEAVY, "20,000 experiments with a string of 60 KB, as experiments"),
  STRINGS_VALUES(
      Kind.VALUES, Section.HEAVY, "20,000 experiments with a string of 60 KB, as attribute_values"),
  STRINGS_SERIES(Kind.SERIES, Section.HEAVY, "20,000 strings of 60 KB, as series"),
  HISTOGRAMS_SERIES(Kind.HISTOGRAMS, Section.HEAVY, "20,000 histograms of 512 bins, as series"),
  FIRST_METRICS(Kind.METRICS, Section.FIRST, "1,000,000 points in a new JVM"),
  FIRST_FILES(Kind.FILES, Section.FIRST, "1,000 files of 64 KB in a new JVM"),
  EXPORT(
      Kind.EXPORT, Section.EXPORTS, "10,000,000 points: export of 10,000 runs × 10 series × 100"),
  ARCHIVE_POINTS(
      Kind.ARCHIVE_POINTS, Section.ARCHIVES, "10,000,000 points in an archive of 1,000 files"),
  ARCHIVE_ONE_RUN(
      Kind.ARCHIVE_POINTS,
      Section.ARCHIVES,
      "10,000,000 points of one run in an archive: 100 series × 100,000"),
  ARCHIVE_BUCKETS(
      Kind.ARCHIVE_BUCKETS, Section.ARCHIVES, "the points in 1,000 files as metric_buckets"),
  ARCHIVE_SMALL_FILES(
      Kind.ARCHIVE_VALUES, Section.ARCHIVES, "an archive of 20,000 runs, one small file each"),
  ARCHIVE_PLANNING(Kind.ARCHIVE_PLANNING, Section.ARCHIVES, "planning an archive of 42,000 files");

  /** What contenders do with the project. */
  enum Kind {
    METRICS,
    WIDE,
    BUCKETS,
    SUMMARIES,
    SERIES,
    HISTOGRAMS,
    CELLS,
    ALL_VALUES,
    FILE_LIST,
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
  private final Section section;
  private final String title;

  Workload(Kind kind, Section section, String title) {
    this.kind = kind;
    this.section = section;
    this.title = title;
  }

  Kind kind() {
    return kind;
  }

  /** Where the figures are shown. */
  Section section() {
    return section;
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
   * The contenders. The Python client and curl have no planning that could be measured; rows that
   * are long are measured for their memory and beside what the server takes.
   */
  List<String> contenders() {
    return switch (section) {
      case FIRST ->
          kind == Kind.FILES
              ? List.of(Contender.CONNECTOR)
              : List.of(Contender.CONNECTOR, Contender.SPARK_PARQUET);
      case HEAVY -> List.of(Contender.CONNECTOR, Contender.DRAIN);
      case NETWORK ->
          kind == Kind.FILES
              ? List.of(
                  Contender.CONNECTOR, Contender.FIXED, Contender.CURL, Contender.NEPTUNE_QUERY)
              : ofKind();
      default -> this == FILE_HUGE ? List.of(Contender.CONNECTOR, Contender.CURL) : ofKind();
    };
  }

  /**
   * Whether growth is measured: the same code at several times the work. Workloads that need tens
   * of gigabytes of disk, or minutes of the server's time, are excluded.
   */
  boolean grows() {
    return switch (section) {
      case MAIN -> this != FILE_HUGE && this != PLANNING_HUGE;
      case RELATIONS -> kind == Kind.BUCKETS;
      default -> kind == Kind.EXPORT;
    };
  }

  /** Whether each repetition has a new JVM. */
  boolean isFirstTurn() {
    return section == Section.FIRST;
  }

  /** Whether an archive is read, and no server asked. */
  boolean isOfArchive() {
    return section == Section.ARCHIVES;
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

  private List<String> ofKind() {
    return switch (kind) {
      case METRICS, WIDE, SERIES, HISTOGRAMS, CELLS, ALL_VALUES, FILE_LIST ->
          List.of(Contender.CONNECTOR, Contender.DRAIN, Contender.NEPTUNE_QUERY);
      case BUCKETS ->
          List.of(Contender.CONNECTOR, Contender.READING, Contender.DRAIN, Contender.NEPTUNE_QUERY);
      case SUMMARIES, TABLE, VALUES, PLANNING -> List.of(Contender.CONNECTOR, Contender.DRAIN);
      case EXPORT -> List.of(Contender.CONNECTOR, Contender.READING, Contender.PYTHON_EXPORT);
      case FILES -> List.of(Contender.CONNECTOR, Contender.CURL, Contender.NEPTUNE_QUERY);
      case ARCHIVE_POINTS, ARCHIVE_VALUES ->
          List.of(Contender.CONNECTOR, Contender.SPARK_PARQUET, Contender.PANDAS);
      case ARCHIVE_BUCKETS, ARCHIVE_PLANNING -> List.of(Contender.CONNECTOR);
    };
  }
}
