package ai.neptune.spark.download;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.testkit.Fault;
import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server cannot have a file copied that is not its own, as those of an archive are. */
class FilesOfTheClusterTest {

  private static final String SECRET = "what only the cluster may read";

  @TempDir Path folder;

  private Path secret;

  @BeforeEach
  void writeSecret() throws IOException {
    secret = Files.writeString(folder.resolve("secret.txt"), SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", ""})
  void thePathOfAServersFileIsOneInItsStorageWhateverItLooksLike(String mimeType)
      throws IOException {
    String file =
        "\"mimeType\": \"%s\", \"base64\": \"b3du\", \"path\": \"%s\""
            .formatted(mimeType, secret.toUri());
    String project =
        """
        {"project": "team-alpha/project-x", "runs": [{"run": "r", "experiment": "e",
          "attributes": {"f": {"type": "file", %s}},
          "series": {"s": {"type": "file_series", "points": [[1, {%s}]]}}}]}
        """
            .formatted(file, file);
    try (LocalDownload download = download(project)) {
      download.of(download.load("files")).execute();

      assertThat(download.publishedFiles()).hasSize(2);
      for (String published : download.publishedFiles()) {
        assertThat(download.destination.resolve(published)).hasContent("own");
      }
    }
  }

  @Test
  void aSignedUrlIsOneOfAStorageWhateverItLooksLike() {
    String signed =
        """
        {"files": [{"project_identifier": "team-alpha/project-x", "path": "sample-4", "url": "%s"}]}
        """
            .formatted(secret.toUri());
    try (LocalDownload download = download(LocalDownload.PROJECT)) {
      download.server.addFaults(
          Fault.on("signedUrl").always().body(signed.getBytes(StandardCharsets.UTF_8)));
      Dataset<Row> files = download.load("files").where("file.path = 'sample-4'");

      download.of(files).ignoreFailures(true).execute();

      assertThat(download.manifest().select("status").head().getString(0)).isEqualTo("failed");
      assertThat(download.publishedFiles()).isEmpty();
    }
  }

  private LocalDownload download(String project) {
    return new LocalDownload(
        NeptuneServer.start(NeptuneServerOptions.STRICT, project), folder.resolve("downloads"));
  }
}
