package ai.neptune.spark.archive;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.archive.fixture.ArchiveFixture;
import ai.neptune.archive.fixture.ExportRow;
import ai.neptune.spark.LocalSpark;
import ai.neptune.spark.Neptune;
import ai.neptune.testkit.NeptuneServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of an archive whose paths several references name, whichever of these are downloaded. */
final class SharedFilesTest {

  private static final String FILE = "{\"type\": \"file\", \"mimeType\": \"text/plain\", ";
  private static final String SEED =
      """
      {"project": "team/shared", "runs": [
        {"run": "one", "attributes": {
          "data/a.b": FILE "base64": "YQ=="}, "data/a_b": FILE "base64": "YmI="},
          "data/alone": FILE "base64": "Y2Nj"}}},
        {"run": "r s", "attributes": {"f": FILE "base64": "ZA=="}}},
        {"run": "r_s", "attributes": {"f": FILE "base64": "ZWU="}}},
        {"run": "x", "attributes": {"y/f": FILE "base64": "Zg=="}}},
        {"run": "x/y", "attributes": {"f": FILE "base64": "Z2c="}}},
        {"run": "p", "attributes": {"/abs": FILE "base64": "aA=="}}},
        {"run": "q", "attributes": {"/abs": FILE "base64": "aWk="}}},
        {"run": "parent", "experiment": "e", "series": {"img": {"type": "file_series",
          "points": [[0, {"mimeType": "text/plain", "base64": "ag=="}]]}}},
        {"run": "child", "experiment": "e", "fork": {"run": "parent", "step": 1},
         "attributes": {"own": FILE "base64": "aw=="}}}]}
      """
          .replace("FILE ", FILE);

  @TempDir private static Path folder;
  private static Path archive;

  @BeforeAll
  static void write() throws IOException {
    archive = ArchiveFixture.in(Files.createDirectory(folder.resolve("exports"))).write(SEED);
  }

  @Test
  void aFileFailsIfAReferenceThatIsNotDownloadedHasItsPath() {
    String alone =
        """
        (run = 'one' AND attribute IN ('data/a.b', 'data/alone')) OR (run = 'r s') OR (run = 'x')
        OR (run = 'p') OR (run IN ('parent', 'child'))""";
    List<Row> downloaded = download(files(Map.of()).where(alone), "some");
    assertThat(downloaded)
        .extracting(SharedFilesTest::text)
        .containsExactlyInAnyOrder(
            "one data/a.b failed",
            "one data/alone downloaded",
            "r s f failed",
            "x y/f failed",
            "p /abs failed",
            "parent img downloaded",
            "child img downloaded",
            "child own downloaded");
    assertThat(downloaded)
        .filteredOn(row -> row.<String>getAs("status").equals("failed"))
        .allMatch(row -> row.<String>getAs("error").contains("several references"));
  }

  @Test
  void filesThatWereMovedAwayFromTheDataAreFoundToo() throws IOException {
    Path moved = Files.createDirectory(folder.resolve("moved"));
    ArchiveFixture.in(moved).write(SEED);
    Files.move(moved.resolve("files"), moved.resolve("blobs"));
    Map<String, String> options =
        Map.of(
            "archive", moved.toString(),
            "archiveFiles", moved.resolve("blobs").toString());
    assertThat(download(files(options).where("attribute = 'data/a_b'"), "of-moved"))
        .extracting(SharedFilesTest::text)
        .containsExactly("one data/a_b failed");
  }

  @Test
  void filesOfAServerAndOfAnArchiveAreDownloadedTogether() {
    String live = SEED.replace("team/shared", "team/live");
    try (NeptuneServer server = NeptuneServer.start(live)) {
      Dataset<Row> ofServer =
          LocalSpark.session()
              .read()
              .format("neptune")
              .option("apiToken", server.apiToken())
              .option("project", "team/live")
              .option("container", "run")
              .load("files")
              .where("run IN ('one', 'r s')");
      Dataset<Row> mixed = files(Map.of()).where("run = 'one'").union(ofServer);
      String destination = folder.resolve("mixed").toString();
      Neptune.downloadFiles(mixed)
          .to(destination)
          .ignoreFailures(true)
          .option("apiToken", server.apiToken())
          .execute();
      assertThat(manifest(destination))
          .extracting(row -> row.getAs("project") + " " + text(row))
          .containsExactlyInAnyOrder(
              "team/shared one data/a.b failed",
              "team/shared one data/a_b failed",
              "team/shared one data/alone downloaded",
              "team/live one data/a.b downloaded",
              "team/live one data/a_b downloaded",
              "team/live one data/alone downloaded",
              "team/live r s f downloaded");
    }
  }

  @Test
  void aFileOfASeriesThatWasMissingAtItsExportIsMissing() throws IOException {
    Path lacking = Files.createDirectory(folder.resolve("lacking"));
    ArchiveFixture.in(lacking)
        .changing(row -> row.type().equals("file_series") ? withoutFile(row) : row)
        .write(SEED);
    Dataset<Row> files =
        files(Map.of("archive", lacking.toString())).where("attribute = 'img' AND run = 'parent'");
    Row point = files.select("step", "absolute_time", "file.size_bytes").head();
    assertThat(point.getDouble(0)).isZero();
    assertThat(point.isNullAt(1)).isFalse();
    assertThat(point.isNullAt(2)).isTrue();
    assertThat(download(files, "of-lacking"))
        .extracting(SharedFilesTest::text)
        .containsExactly("parent img missing");
    Map<String, String> last =
        Map.of("archive", lacking.toString(), "tailLimit", "1", "runs", "child");
    assertThat(files(last).where("attribute = 'img'").count()).isEqualTo(1);
  }

  private static ExportRow withoutFile(ExportRow row) {
    return ExportRow.point(
        row.project(), row.run(), row.path(), row.type(), row.step(), row.timestamp(), null);
  }

  private static String text(Row row) {
    return "%s %s %s"
        .formatted(
            row.<String>getAs("run"), row.<String>getAs("attribute"), row.<String>getAs("status"));
  }

  private static List<Row> download(Dataset<Row> files, String name) {
    String destination = folder.resolve(name).toString();
    Neptune.downloadFiles(files).to(destination).ignoreFailures(true).execute();
    return manifest(destination);
  }

  private static List<Row> manifest(String destination) {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("destination", destination)
        .load("downloads")
        .collectAsList();
  }

  private static Dataset<Row> files(Map<String, String> options) {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("archive", archive.toString())
        .option("container", "run")
        .options(options)
        .load("files");
  }
}
