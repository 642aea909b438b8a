package ai.neptune.spark.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The project of a workload, as a seed of the test server.
 *
 * @param runs the number of experiments, each with one run
 * @param attributesPerRun the number of series, files or values of each run
 * @param points the points of each series; 1 for files and values
 * @param bytes the bytes of each file or string; the bins of each histogram
 */
record Seed(Workload workload, int runs, int attributesPerRun, long points, long bytes) {

  private static final int KIB = 1 << 10;
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final int LONG_STRING = 60_000;
  private static final int BINS = 512;

  /** The work of a workload; the scale multiplies the work in its title. */
  static Seed of(Workload workload, double scale) {
    return switch (workload) {
      case METRICS_ONE_SERIES -> series(workload, 1, 1, scaled(10_000_000, scale));
      case METRICS_SHORT_SERIES -> series(workload, scaled(100, scale), 1_000, 100);
      case METRICS_EXPERIMENTS, METRICS_WIDE, NETWORK_METRICS ->
          series(workload, scaled(1_000, scale), 10, 1_000);
      case FIRST_METRICS -> series(workload, scaled(100, scale), 10, 1_000);
      case BUCKETS -> series(workload, scaled(100, scale), 100, 1_000);
      case METRIC_SUMMARIES -> series(workload, scaled(2_000, scale), 100, 10);
      case SERIES -> new Seed(workload, scaled(1_000, scale), 10, 100, 40);
      case STRINGS_SERIES -> new Seed(workload, scaled(20, scale), 10, 100, LONG_STRING);
      case HISTOGRAMS_SERIES -> new Seed(workload, scaled(20, scale), 10, 100, BINS);
      case EXPERIMENTS_50_COLUMNS, ATTRIBUTE_VALUES, NETWORK_EXPERIMENTS ->
          values(workload, scaled(20_000, scale), 50, 0);
      case EXPERIMENTS_2000_COLUMNS -> values(workload, scaled(1_000, scale), 2_000, 0);
      case STRINGS_TABLE, STRINGS_VALUES -> values(workload, scaled(20_000, scale), 1, LONG_STRING);
      case EXPORT -> series(workload, scaled(10_000, scale), 10, 100);
      case FILES_SMALL -> values(workload, scaled(100, scale), 100, 64 * KIB);
      case NETWORK_FILES_SMALL -> values(workload, scaled(40, scale), 100, 64 * KIB);
      case FIRST_FILES -> values(workload, scaled(10, scale), 100, 64 * KIB);
      case FILES_LISTED -> values(workload, scaled(2_000, scale), 100, 64 * KIB);
      case FILES_LARGE -> values(workload, 4, 1, Math.max(1, (long) (GIB * scale)));
      case NETWORK_FILES_LARGE -> values(workload, 4, 1, Math.max(1, (long) (256 * MIB * scale)));
      case FILE_HUGE -> values(workload, 1, 1, Math.max(1, (long) (20 * GIB * scale)));
      case PLANNING, NETWORK_PLANNING -> series(workload, scaled(100_000, scale), 2, 100);
      case PLANNING_HUGE -> series(workload, scaled(1_000_000, scale), 2, 100);
      case ARCHIVE_POINTS, ARCHIVE_BUCKETS -> series(workload, scaled(1_000, scale), 10, 1_000);
      case ARCHIVE_ONE_RUN -> series(workload, 1, 100, scaled(100_000, scale));
      case ARCHIVE_SMALL_FILES -> values(workload, scaled(20_000, scale), 40, 0);
      case ARCHIVE_PLANNING -> series(workload, scaled(42_000, scale), 2, 10);
    };
  }

  /** The number of all points, files or values that a contender must find. */
  long items() {
    boolean isOnePerSeries = workload.kind() == Workload.Kind.SUMMARIES;
    return attributes() * (isOnePerSeries ? 1 : points);
  }

  /** The storage path of a file. */
  static String storagePath(int run, int attribute) {
    return "run-%05d/file-%03d".formatted(run, attribute);
  }

  /** An empty project of the same name, which frees the server's memory after the work. */
  Seed emptied() {
    return new Seed(workload, 0, 0, 0, 0);
  }

  /**
   * Checks that a folder contains all files with all their bytes.
   *
   * @throws IOException if it does not
   */
  void requireComplete(Path folder) throws IOException {
    FileTree tree = FileTree.of(folder);
    if (tree.files() != attributes() || tree.bytes() != attributes() * bytes) {
      throw new IOException(
          "Expected %3$d files with %4$d bytes, but found %1$d files with %2$d bytes"
              .formatted(tree.files(), tree.bytes(), attributes(), attributes() * bytes));
    }
  }

  private long attributes() {
    return (long) runs * attributesPerRun;
  }

  private static Seed series(Workload workload, int runs, int perRun, long points) {
    return new Seed(workload, runs, perRun, points, 0);
  }

  private static Seed values(Workload workload, int runs, int perRun, long bytes) {
    return new Seed(workload, runs, perRun, 1, bytes);
  }

  private static int scaled(long work, double scale) {
    return Math.toIntExact(Math.max(1, Math.round(work * scale)));
  }
}
