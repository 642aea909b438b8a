package ai.neptune.spark.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.neptune.spark.LocalSpark;
import ai.neptune.spark.Neptune;
import ai.neptune.testkit.NeptuneServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive that this library exports gives what the server gives. */
final class ExportRoundTripTest {

  private static final Path SEEDS = Path.of("../../shared/archives/seeds");
  private static final String NOTHING = "(?!)";
  private static final ComparableRows ALL = new ComparableRows(NOTHING, NOTHING);

  /** Of these projects a fork's parent is in another one. */
  private static final Set<String> FOREIGN = Set.of("foreign-child");

  private static final int PROJECTS = Integer.getInteger("tests.archiveProjects", 1);
  private static final long SEED = Long.getLong("tests.archiveSeed", 1);

  @TempDir private Path folder;

  @Test
  void aProjectOfTheTests() throws IOException {
    try (InputStream sample = getClass().getResourceAsStream("/read-sample.json")) {
      compare(new String(sample.readAllBytes(), StandardCharsets.UTF_8), "team-alpha/read");
    }
  }

  @Test
  void madeUpProjects() throws IOException {
    for (int i = 0; i < PROJECTS; i++) {
      String seed = new MadeUpProject(SEED + i).seed();
      compare(seed, MadeUpProject.NAME, Files.createDirectory(folder.resolve("made-up-" + i)));
    }
  }

  @Test
  void theSampleProject() throws IOException {
    compare(seed("sample"), "team-alpha/seabirds");
  }

  @Test
  void oddNamesTypesValuesAndForks() throws IOException {
    compare(seed("odd2"), "team-alpha/odd");
  }

  @Test
  void typesThatTheExporterLost() throws IOException {
    compare(seed("mix"), "team-alpha/mix");
  }

  @Test
  void longRunIds() throws IOException {
    compare(seed("longid"), "team-alpha/longid");
  }

  private void compare(String seed, String project) {
    compare(seed, project, folder);
  }

  private static void compare(String seed, String project, Path destination) {
    try (NeptuneServer server = NeptuneServer.start(seed)) {
      List<Row> report =
          Neptune.export(LocalSpark.session(), destination.toString())
              .option("apiToken", server.apiToken())
              .option("project", project)
              .option("runsPattern", "!^foreign-child$")
              .execute()
              .collectAsList();
      assertThat(report).isNotEmpty().allMatch(row -> row.getAs("status").equals("exported"));
    }
    ArchiveComparisonTest.compare(
        destination, ExportedSeed.exact(seed).withoutRuns(FOREIGN), project, ALL);
  }

  private static String seed(String name) throws IOException {
    assumeTrue(Files.isDirectory(SEEDS), "no seeds at " + SEEDS.toAbsolutePath());
    return Files.readString(SEEDS.resolve(name + ".json"));
  }
}
