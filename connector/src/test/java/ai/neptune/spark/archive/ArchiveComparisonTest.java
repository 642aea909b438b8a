package ai.neptune.spark.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.neptune.archive.fixture.ArchiveFixture;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.errors.NeptuneException;
import ai.neptune.errors.UnexpectedResponseException;
import ai.neptune.spark.LocalSpark;
import ai.neptune.spark.archive.MadeUpQuestions.Question;
import ai.neptune.testkit.NeptuneServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An archive gives what a server with the same project gives, but for what the export lost: the
 * sample archives of the real exporter, and one that the tests write themselves.
 */
final class ArchiveComparisonTest {

  private static final Path SAMPLES = Path.of("../../shared/archives");

  private static final String NOTHING = "(?!)";
  private static final ComparableRows ALL = new ComparableRows(NOTHING, NOTHING);
  private static final ComparableRows SHARED_FILES =
      new ComparableRows(NOTHING, "data/a.b|data/a_b");

  /** How many questions are made up for each archive. */
  private static final int QUESTIONS = Integer.getInteger("tests.archiveQuestions", 10);

  private static final int PROJECTS = Integer.getInteger("tests.archiveProjects", 1);
  private static final long SEED = Long.getLong("tests.archiveSeed", 1);

  @TempDir private Path folder;

  @Test
  void seabirds() throws IOException {
    ExportedSeed seed = seed("sample");
    compare(SAMPLES.resolve("seabirds/exports"), seed, "team-alpha/seabirds", ALL);
  }

  @Test
  void oddNamesTypesValuesAndForks() throws IOException {
    Set<String> leftOut = Set.of("foreign-child", "archived-run");
    Path archive = without(SAMPLES.resolve("odd/exports"), leftOut);
    compare(
        archive,
        seed("odd2").withoutPreviews().withoutRuns(leftOut),
        "team-alpha/odd",
        SHARED_FILES);
  }

  @Test
  void severalPartsOfARunAndPreviews() throws IOException {
    Set<String> leftOut = Set.of("foreign-child");
    Path archive = without(SAMPLES.resolve("odd-multipart/exports"), leftOut);
    compare(
        archive,
        seed("odd2").withPreviewsAsPoints().withoutRuns(leftOut),
        "team-alpha/odd",
        SHARED_FILES);
  }

  @Test
  void seriesThatTheExporterLost() throws IOException {
    ExportedSeed seed =
        seed("mix")
            .dropSeries(
                (name, series) -> series.get("type").asText().matches("(string|histogram)_series"));
    // What the server computes from points does not know of those that are left out.
    ComparableRows rows = new ComparableRows("sys/(modification|ping|.*running)_time.*", NOTHING);
    compare(SAMPLES.resolve("mixed-types/exports"), seed, "team-alpha/mix", rows);
  }

  @Test
  void anArchiveOfTheTests() throws IOException {
    String seed;
    try (InputStream sample = getClass().getResourceAsStream("/read-sample.json")) {
      seed = new String(sample.readAllBytes(), StandardCharsets.UTF_8);
    }
    Path archive = ArchiveFixture.in(folder).withRowGroupsPerPart(2).write(seed);
    compare(archive, ExportedSeed.of(seed).withoutPreviews(), "team-alpha/read", ALL);
  }

  @Test
  void madeUpProjects() throws IOException {
    for (int i = 0; i < PROJECTS; i++) {
      String seed = new MadeUpProject(SEED + i).seed();
      Path exports = Files.createDirectory(folder.resolve("made-up-" + i));
      Path archive = ArchiveFixture.in(exports).withRowGroupsPerPart(1 + i % 3).write(seed);
      compare(archive, ExportedSeed.of(seed), MadeUpProject.NAME, ALL);
    }
  }

  private static void compare(
      Path archive, ExportedSeed seed, String project, ComparableRows rows) {
    Vocabulary words = Vocabulary.of(seed.toString(), project, rows.ignored());
    MadeUpQuestions questions = new MadeUpQuestions(words, SEED);
    List<String> differences = new ArrayList<>();
    try (NeptuneServer server = NeptuneServer.start(seed.toString())) {
      Map<String, String> live = Map.of("apiToken", server.apiToken(), "project", project);
      Map<String, String> archived = Map.of("archive", archive.toString(), "project", project);
      for (int i = 0; i < QUESTIONS; i++) {
        Question question = questions.next();
        List<String> expected = answer(question, live, rows);
        List<String> actual = answer(question, archived, rows);
        if (!expected.equals(actual)) {
          differences.add(difference(question, expected, actual));
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  private static List<String> answer(
      Question question, Map<String, String> source, ComparableRows rows) {
    try {
      Dataset<Row> relation =
          LocalSpark.session()
              .read()
              .format("neptune")
              .options(question.options())
              .options(source)
              .load(question.relation());
      if (question.where() != null) {
        relation = relation.where(question.where());
      }
      return rows.of(
          question.select().isEmpty()
              ? relation
              : relation.selectExpr(question.select().toArray(String[]::new)));
    } catch (Exception e) { // Scala throws what it does not declare.
      return List.of(failure(e));
    }
  }

  /** What a server refuses, an archive may refuse in its own words, and on the driver. */
  private static String failure(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidOptionException || cause instanceof UnexpectedResponseException) {
        return "refused";
      }
      if (cause instanceof NeptuneException) {
        return cause.getClass().getSimpleName();
      }
    }
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  private static String difference(Question question, List<String> expected, List<String> actual) {
    List<String> missing = new ArrayList<>(expected);
    actual.forEach(missing::remove);
    List<String> unexpected = new ArrayList<>(actual);
    expected.forEach(unexpected::remove);
    return "%n%s%n  missing (%d): %s%n  unexpected (%d): %s"
        .formatted(
            question,
            missing.size(),
            missing.stream().limit(3).toList(),
            unexpected.size(),
            unexpected.stream().limit(3).toList());
  }

  private static ExportedSeed seed(String name) throws IOException {
    assumeTrue(Files.isDirectory(SAMPLES), "no sample archives at " + SAMPLES.toAbsolutePath());
    return ExportedSeed.of(Files.readString(SAMPLES.resolve("seeds").resolve(name + ".json")));
  }

  /** The same archive without some runs. */
  private Path without(Path exports, Set<String> runs) throws IOException {
    assumeTrue(Files.isDirectory(exports), "no sample archive at " + exports.toAbsolutePath());
    Path copy = Files.createDirectory(folder.resolve("exports"));
    Files.createSymbolicLink(copy.resolve("files"), exports.resolve("files").toRealPath());
    try (Stream<Path> files = Files.walk(exports.resolve("data"))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        if (runs.stream().noneMatch(run -> file.getFileName().toString().startsWith(run + "-"))) {
          Path link = copy.resolve(exports.relativize(file));
          Files.createDirectories(link.getParent());
          Files.createSymbolicLink(link, file.toRealPath());
        }
      }
    }
    return copy;
  }
}
