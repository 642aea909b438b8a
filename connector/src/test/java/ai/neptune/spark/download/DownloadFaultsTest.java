package ai.neptune.spark.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong on the way, the tree and the manifest are right at the end. */
@Timeout(120)
class DownloadFaultsTest {

  private static final String BIG = "seabird-4/data/big.bin";

  /** The blob of one large file; the others are beyond reproach. */
  private static final String BLOB = "/storage/.*big-4$";

  private static final String SIGNING = "signedUrl$";

  @TempDir static Path faultless;
  @TempDir static Path destination;

  private static LocalDownload download;
  private static Dataset<Row> files;
  private static Map<String, byte[]> contents;

  @BeforeAll
  static void learnWhatIsRight() {
    download = new LocalDownload(destination);
    files = download.load("files");
    download.of(files).to(faultless.toString()).execute();
    contents = contentsBelow(faultless);
    assertThat(contents).hasSize(5);
  }

  @AfterAll
  static void stopServer() {
    download.close();
  }

  @AfterEach
  void noFaults() {
    download.server.resetFaults();
  }

  /**
   * What goes wrong.
   *
   * @param outcome of the large file; of all files, if the signing fails
   */
  private record Fault(String name, String path, String what, int times, String outcome) {

    /** Long enough for what passes, whatever the waits are; what does not is waited for in vain. */
    String retrySoftTimeout() {
      return outcome.equals("downloaded") ? "60s" : "1s";
    }

    String json() {
      return "[{\"path\": \"%s\", %s, \"times\": %d}]".formatted(path, what, times);
    }

    @Override
    public String toString() {
      return name + (times < 0 ? " for ever" : " × " + times) + ": " + outcome;
    }
  }

  static Stream<Fault> faults() {
    return Stream.of(
        blob("429", "\"status\": 429", 2, "downloaded"),
        blob("429 with a time to wait", "\"status\": 429, \"retryAfter\": 1", 2, "downloaded"),
        blob("429", "\"status\": 429", -1, "failed"),
        blob("503", "\"status\": 503", 3, "downloaded"),
        blob("503", "\"status\": 503", -1, "failed"),
        blob("500", "\"status\": 500", 1, "downloaded"),
        blob("404", "\"status\": 404", -1, "missing"),
        blob("418", "\"status\": 418", -1, "failed"),
        blob("no response", "\"closeConnection\": true", 3, "downloaded"),
        blob("no response", "\"closeConnection\": true", -1, "failed"),
        blob("a body that ends at once", "\"truncateAfterBytes\": 0", 2, "downloaded"),
        blob("a body that ends half-way", "\"truncateAfterBytes\": 900000", 3, "downloaded"),
        blob(
            "a body that always ends half-way", "\"truncateAfterBytes\": 900000", -1, "downloaded"),
        blob("a length that is too large", "\"contentLength\": 3000001", -1, "failed"),
        blob("a length that is too small", "\"contentLength\": 2999999", -1, "failed"),
        blob("an expired URL", "\"expireSignedUrls\": true", 3, "downloaded"),
        blob("an expired URL", "\"expireSignedUrls\": true", -1, "failed"),
        blob("a slow link", "\"bytesPerSecond\": 6000000", -1, "downloaded"),
        blob("a late response", "\"latencyMs\": 500", -1, "downloaded"),
        new Fault("signing 429", SIGNING, "\"status\": 429, \"retryAfter\": 1", 1, "downloaded"),
        new Fault("signing 503", SIGNING, "\"status\": 503", 2, "downloaded"),
        new Fault("signing 503", SIGNING, "\"status\": 503", -1, "failed"),
        new Fault(
            "signing without a response", SIGNING, "\"closeConnection\": true", 2, "downloaded"),
        new Fault("signing 400", SIGNING, "\"status\": 400", -1, "failed"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void endsWithTheRightTreeAndManifest(Fault fault) throws IOException {
    Path tree = Files.createDirectory(destination.resolve(Integer.toHexString(fault.hashCode())));
    download.server.addFaults(fault.json());

    Dataset<Row> paths =
        download
            .of(files)
            .to(tree.toString())
            .ignoreFailures(true)
            .option("retrySoftTimeout", fault.retrySoftTimeout())
            .execute();

    boolean isOfAll = fault.path().equals(SIGNING);
    Map<String, byte[]> published = contentsBelow(tree);
    contents.forEach(
        (path, content) -> {
          String outcome = isOfAll || path.equals(BIG) ? fault.outcome() : "downloaded";
          if (outcome.equals("downloaded")) {
            assertThat(published.remove(path)).as(path).isEqualTo(content);
          }
        });
    assertThat(published).as("files that should not be there").isEmpty();
    assertThat(temporaryFiles(tree)).isEmpty();
    assertThat(statuses(tree))
        .allSatisfy(
            (path, status) ->
                assertThat(status)
                    .isEqualTo(isOfAll || path.equals(BIG) ? fault.outcome() : "downloaded"))
        .containsOnlyKeys(contents.keySet());
    assertThat(paths.where("path IS NOT NULL").count()).isEqualTo(contentsBelow(tree).size());
  }

  private static Fault blob(String name, String what, int times, String outcome) {
    return new Fault(name, BLOB, what, times, outcome);
  }

  private static Map<String, String> statuses(Path tree) {
    LocalDownload there = new LocalDownload(download.server, tree);
    return there.manifest().select("relative_path", "status").collectAsList().stream()
        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getString(1)));
  }

  private static List<String> temporaryFiles(Path tree) {
    return LocalDownload.filesBelow(tree).stream().filter(file -> file.contains("/tmp/")).toList();
  }

  private static Map<String, byte[]> contentsBelow(Path tree) {
    Map<String, byte[]> contents = new TreeMap<>();
    for (String file : LocalDownload.filesBelow(tree)) {
      if (!file.startsWith("_neptune/")) {
        try {
          contents.put(file, Files.readAllBytes(tree.resolve(file)));
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    }
    return contents;
  }
}
