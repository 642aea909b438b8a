package ai.neptune.spark.it.soak;

import ai.neptune.spark.Neptune;
import ai.neptune.spark.download.FileDownload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A read or download that can be repeated and always has the same result. */
record Work(String name, Map<String, String> options) {

  private static final String DOWNLOAD = "download";
  private static final Duration TASKS_END_WITHIN = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);

  static final List<Work> ALL =
      List.of(
          new Work("metrics", Map.of("targetPointsPerPartition", "20000")),
          new Work("metrics", Map.of("tailLimit", "7", "container", "run")),
          new Work("metrics", Map.of("layout", "wide", "attributesPattern", "^m/[0-3]")),
          new Work("series", Map.of()),
          new Work("files", Map.of("stepRange", "1,")),
          new Work("experiments", Map.of("attributesPattern", "^config/ | ^m/1")),
          new Work("attribute_values", Map.of()),
          new Work("metric_summaries", Map.of()),
          new Work("metric_buckets", Map.of("buckets", "20")),
          new Work("attributes", Map.of("container", "run")),
          new Work(DOWNLOAD, Map.of()));

  /** Returns all rows, or the paths and contents of all files, sorted. */
  List<String> result(SparkSession spark, Map<String, String> connection) throws IOException {
    return name.equals(DOWNLOAD)
        ? download(spark, connection)
        : load(spark, name, connection).toJSON().collectAsList().stream().sorted().toList();
  }

  private Dataset<Row> load(SparkSession spark, String relation, Map<String, String> connection) {
    return spark
        .read()
        .format("neptune")
        .options(connection)
        .option("project", SoakProject.NAME)
        .options(options)
        .load(relation);
  }

  private List<String> download(SparkSession spark, Map<String, String> connection)
      throws IOException {
    Path destination = Files.createTempDirectory("neptune-soak");
    try {
      FileDownload download =
          Neptune.downloadFiles(load(spark, "files", connection)).to(destination.toString());
      connection.forEach(download::option);
      List<String> rows =
          download.execute().toJSON().collectAsList().stream()
              .map(row -> row.replace(destination.toString(), ""))
              .sorted()
              .toList();
      return Stream.concat(rows.stream(), contents(destination).stream()).toList();
    } finally {
      deleteAll(destination);
    }
  }

  private static List<String> contents(Path destination) throws IOException {
    try (Stream<Path> files = Files.walk(destination)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !destination.relativize(file).startsWith("_neptune"))
          .map(file -> destination.relativize(file) + " " + digest(file))
          .sorted()
          .toList();
    }
  }

  private static int digest(Path file) {
    try {
      return Arrays.hashCode(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tries again, because tasks of a cancelled job go on for a moment and may still write here. */
  private static void deleteAll(Path folder) throws IOException {
    long end = System.nanoTime() + TASKS_END_WITHIN.toNanos();
    while (!FileUtil.fullyDelete(folder.toFile())) {
      if (System.nanoTime() > end) {
        throw new IOException(
            "Files are still written to '%s' %d s after their job"
                .formatted(folder, TASKS_END_WITHIN.toSeconds()));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  @Override
  public String toString() {
    return name + (options.isEmpty() ? "" : " " + options);
  }
}
