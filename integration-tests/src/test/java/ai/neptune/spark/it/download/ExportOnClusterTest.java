package ai.neptune.spark.it.download;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.spark.it.LocalSpark;
import java.util.regex.Matcher;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An export to HDFS by a Spark cluster with executors in processes of their own. */
@Tag("servers")
@Timeout(180)
class ExportOnClusterTest {

  private final Storage storage = HdfsStorage.shared();

  @Test
  void isWholeAlthoughAnExecutorIsKilled() throws Exception {
    String destination = storage.root() + "export-on-cluster";
    try (ExportedRuns runs = ExportedRuns.start();
        StandaloneCluster cluster = StandaloneCluster.start()) {
      runs.slowDown();
      Driver driver =
          new Driver(storage, ExportProgram.class, runs.server.apiToken(), destination).on(cluster);
      try (JavaProcess exporting = driver.start("export-on-cluster")) {
        Matcher executor = exporting.await("^executor \\d+ (\\d+)$");
        exporting.await("^exporting");
        StoredFiles.await("some requests", () -> runs.requests() >= ExportedRuns.RUNS / 3);
        StandaloneCluster.kill(Long.parseLong(executor.group(1)));
        runs.server.resetFaults();
        exporting.await("^exported " + ExportedRuns.RUNS + "$");
      }

      SparkSession spark = LocalSpark.session();
      storage.settings().forEach((key, value) -> spark.conf().set(key, value));
      assertThat(ExportedRuns.relations(destination)).isEqualTo(runs.relations());
      ExportContract.assertOnlyTheArchiveIsThere(storage, Tree.at(storage, destination));
      storage.settings().keySet().forEach(spark.conf()::unset);
    }
  }
}
