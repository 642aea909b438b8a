package ai.neptune.spark.download;

import static ai.neptune.spark.download.LocalDownload.BLOBS;
import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A large file by slow connections, of which a task has several. */
@Timeout(120)
class DownloadLargeFileTest {

  private static final long SIZE = 64_000_001;

  private static final int CONCURRENCY = 4;

  private static final String FILE = "e/data/large.bin";

  private static final String SLOW =
      "{\"path\": \"large$\", \"bytesPerSecond\": 40000000, \"times\": -1}";

  @TempDir static Path faultless;
  @TempDir Path destination;

  private static NeptuneServer server;

  @BeforeAll
  static void learnWhatIsRight() {
    server =
        NeptuneServer.start(
            NeptuneServerOptions.STRICT,
            """
            {"project": "team-alpha/project-x", "runs": [
              {"run": "r", "experiment": "e", "attributes": {
                 "data/large": {"type": "file", "mimeType": "application/octet-stream",
                   "size": %d, "path": "large"}}}]}
            """
                .formatted(SIZE));
    download(faultless, 1);
    assertThat(faultless.resolve(FILE)).hasSize(SIZE);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @AfterEach
  void noFaults() {
    server.resetFaults();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ", {\"path\": \"large$\", \"truncateAfterBytes\": 3000000, \"times\": 8}",
        ", {\"path\": \"large$\", \"closeConnection\": true, \"times\": 3}",
        ", {\"path\": \"large$\", \"expireSignedUrls\": true, \"times\": 3}",
        ", {\"path\": \"large$\", \"status\": 503, \"times\": 3}"
      })
  void comesWholeInParts(String fault) {
    server.addFaults("[" + SLOW + fault + "]");
    server.resetRequests();

    download(destination, CONCURRENCY);

    assertThat(destination.resolve(FILE)).hasSameBinaryContentAs(faultless.resolve(FILE));
    assertThat(server.requests().count(BLOBS)).isGreaterThan(8);
    // The server learns only when it sends on that a connection was given up: without faults one.
    int most = fault.isEmpty() ? CONCURRENCY + 1 : 2 * CONCURRENCY;
    assertThat(server.requests().maxTransfersInFlight()).isBetween(2, most);
  }

  private static void download(Path destination, int concurrency) {
    LocalDownload download = new LocalDownload(server, destination);
    download.of(download.load("files")).concurrency(concurrency).execute();
  }
}
