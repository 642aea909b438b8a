package ai.neptune.spark.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.spark.LocalSpark;
import ai.neptune.testkit.NeptuneServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export as a write of the runs to export. */
class ExportWriteTest {

  private static final String PROJECT = "team-alpha/export-write";

  private static NeptuneServer server;

  @TempDir Path folder;

  @BeforeAll
  static void startServer() {
    server =
        NeptuneServer.start(
            """
            {"project": "team-alpha/export-write", "runs": [
              {"run": "r-1", "attributes": {"lr": {"type": "float", "value": 0.1}}},
              {"run": "r,2", "attributes": {
                 "lr": {"type": "float", "value": 0.2},
                 "sample": {"type": "file", "mimeType": "text/csv", "base64": "YSxiCjEsMgo="}}},
              {"run": "r-3", "attributes": {"lr": {"type": "float", "value": 0.3}}}]}
            """);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void exportsTheRunsThatTheDataFrameLists() {
    write(runs().where("lr > 0.15")).option("exportId", "mine").save(destination());
    assertThat(archived()).containsExactlyInAnyOrder("r,2", "r-3");
    assertThat(folder.resolve("exports/_neptune/mine/result")).isDirectory();
    assertThat(folder.resolve("exports/files")).isDirectory();
  }

  @Test
  void leavesOutFilesIfToldTo() {
    write(runs().select("run")).option("files", "false").save(destination());
    assertThat(archived()).hasSize(3);
    assertThat(folder.resolve("exports/files")).doesNotExist();
  }

  @Test
  void anEmptyListOfRunsExportsNone() {
    write(runs().where("lr > 5")).save(destination());
    assertThat(folder.resolve("exports/data")).doesNotExist();
  }

  @Test
  void saysWhatIsWrongWithTheDataFrame() {
    assertThatThrownBy(() -> write(runs().drop("run")).save(destination()))
        .hasStackTraceContaining("no column 'run'");
    assertThatThrownBy(
            () ->
                write(sql("SELECT 'a/b' AS project, 'r' AS run UNION ALL SELECT 'a/c', 'r'"))
                    .save(destination()))
        .hasStackTraceContaining("several projects (a/b, a/c)");
    assertThatThrownBy(() -> write(sql("SELECT CAST(NULL AS STRING) AS run")).save(destination()))
        .hasStackTraceContaining("null in the column 'run'");
    assertThat(folder.resolve("exports")).doesNotExist();
  }

  @Test
  void saysWhatIsWrongWithTheOptions() {
    assertThatThrownBy(
            () ->
                runs()
                    .write()
                    .format("neptune")
                    .mode("append")
                    .option("action", "import")
                    .save(destination()))
        .hasStackTraceContaining("'import' for option 'action': expected download or export");
    write(runs()).option("exportId", "once").save(destination());
    assertThatThrownBy(() -> write(runs()).option("exportId", "once").save(destination()))
        .hasStackTraceContaining("'once' for option 'exportId'");
    assertThatThrownBy(
            () -> write(runs()).option("runs", "r-1").option("query", "(").save(destination()))
        .hasStackTraceContaining("option 'query'");
  }

  private String destination() {
    return folder.resolve("exports").toUri().toString();
  }

  private List<String> archived() {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("archive", destination())
        .load("runs")
        .select("run")
        .as(Encoders.STRING())
        .collectAsList();
  }

  private static Dataset<Row> sql(String query) {
    return LocalSpark.session().sql(query);
  }

  private static Dataset<Row> runs() {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .options(Map.of("apiToken", server.apiToken(), "project", PROJECT))
        .load("runs");
  }

  private static DataFrameWriter<Row> write(Dataset<Row> runs) {
    return runs.write()
        .format("neptune")
        .mode("append")
        .option("action", "export")
        .option("apiToken", server.apiToken())
        .option("project", PROJECT);
  }
}
