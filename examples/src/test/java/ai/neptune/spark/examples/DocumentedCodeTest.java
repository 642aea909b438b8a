package ai.neptune.spark.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.neptune.spark.Neptune;
import ai.neptune.testkit.NeptuneServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the Java and SQL of the documentation on a test server with the sample project. The blocks
 * of a page run in order, in a session of their own. Python is run by {@code python/test}, Scala is
 * compiled there too.
 */
class DocumentedCodeTest {

  private static final Path ROOT = Path.of("..");
  private static final Set<String> LANGUAGES =
      Set.of("java", "sql", "python", "scala", "shell", "json", "mermaid");
  private static final List<String> PROJECTS =
      List.of("team-alpha/project-x", "my-workspace/my-project");

  private static NeptuneServer server;
  private static SparkSession spark;

  @TempDir private static Path shared;
  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = NeptuneServer.start(PROJECTS.stream().map(DocumentedCodeTest::project).toList());
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.datasource.neptune.apiToken", server.apiToken())
            .config("spark.sql.catalog.neptune", "ai.neptune.spark.NeptuneCatalog")
            .config("spark.sql.catalog.neptune.apiToken", server.apiToken())
            .getOrCreate();
    Neptune.export(spark, archive().toString()).option("project", PROJECTS.get(0)).execute();
  }

  @AfterAll
  static void stop() {
    spark.stop();
    server.close();
  }

  static Stream<Path> pages() {
    List<Path> pages;
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      pages = docs.filter(page -> page.toString().endsWith(".md")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Stream.concat(
        Stream.of(ROOT.resolve("README.md"), ROOT.resolve("testkit/README.md")), pages.stream());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyBlockNamesAKnownLanguage(Path page) {
    assertThat(CodeBlock.of(page)).allSatisfy(b -> assertThat(LANGUAGES).contains(b.language()));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theJavaOfAPageCompilesAndRuns(Path page) throws Exception {
    List<String> blocks = runBlocks(page, "java").map(b -> onThisMachine(page, b.code())).toList();
    JavaCode.run(blocks, folder, spark.newSession(), server, project("team-alpha/project-x"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theSqlOfAPageRuns(Path page) {
    SparkSession session = spark.newSession();
    runBlocks(page, "sql")
        .forEach(
            block ->
                assertThatCode(() -> statements(page, block).forEach(s -> session.sql(s).collect()))
                    .as("%s, line %d", page, block.line())
                    .doesNotThrowAnyException());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theJsonOfAPageSeedsAServer(Path page) {
    runBlocks(page, "json").forEach(block -> NeptuneServer.start(block.code()).close());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void whatIsTypedIntoAShellIsTriedElsewhereOrCannotBe(Path page) {
    assertThat(runBlocks(page, "shell")).isEmpty();
  }

  private static Stream<CodeBlock> runBlocks(Path page, String language) {
    return CodeBlock.of(page).stream()
        .filter(block -> block.language().equals(language) && block.isRun());
  }

  private Stream<String> statements(Path page, CodeBlock block) {
    String code = onThisMachine(page, block.code()).replaceAll("(?m)--.*$", "");
    return Stream.of(code.split(";\\s*(\n|$)")).filter(s -> !s.isBlank()).map(String::strip);
  }

  /** The code with local folders in the place of the stores that the pages name. */
  private String onThisMachine(Path page, String code) {
    boolean readsAnArchive = page.endsWith("archives.md");
    Path exports = readsAnArchive ? archive() : folder.resolve("exports");
    return code.replace("s3a://bucket/exports", exports.toString())
        .replace("hdfs:///", folder + "/");
  }

  private static Path archive() {
    return shared.resolve("exports");
  }

  private static String project(String name) {
    return SampleProject.json().replace(SampleProject.NAME, name);
  }
}
