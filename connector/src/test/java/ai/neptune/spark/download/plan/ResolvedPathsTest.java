package ai.neptune.spark.download.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.spark.download.destination.NameRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

/** Who gets a path that several files claim. */
class ResolvedPathsTest {

  @Test
  void leavesAPathToTheFileWithTheSmallestKey() {
    FileReference dot = file("e", "a.b", null, "1", null);
    FileReference underscore = file("e", "a_b", null, "2", null);

    assertThat(resolve(underscore, dot))
        .containsOnly(
            Map.entry("1", "e/a_b"), Map.entry("2", "e/a_b_" + Blake2b.hex(underscore.key())));
  }

  @Test
  void comparesKeysByTheirBytes() {
    // U+FFFF sorts before U+10000 in UTF-8, but after it in UTF-16.
    FileReference smaller = file("e", "\uFFFF", null, "1", null);
    FileReference larger = file("e", "\uD800\uDC00", null, "2", null);
    PlanKey.ByteOrder order = new PlanKey.ByteOrder();

    assertThat(order.compare(smaller.key(), larger.key())).isNegative();
    assertThat(order.compare(larger.key(), smaller.key())).isPositive();
    assertThat(order.compare("a", "ab")).isNegative();
    assertThat(order.compare("a", "a")).isZero();
  }

  @Test
  void tellsStepsApartThatAreTooCloseForTheirNames() {
    assertThat(resolve(file("e", "s", 1.0, "1", null), file("e", "s", 1.0000001, "2", null)))
        .containsEntry("1", "e/s/step_1_000000")
        .hasEntrySatisfying("2", matching("e/s/step_1_000000_[0-9a-f]{16}"));
  }

  @Test
  void takesAFileThatIsNamedTwiceOnce() {
    FileReference file = file("e", "a", 1.0, "1", "image/png");

    assertThat(resolve(file, file, file("e", "a", 1.0, "1", "text/plain"))).hasSize(1);
  }

  @Test
  void movesAFileOutOfTheWayOfADirectory() {
    assertThat(
            resolve(
                file("e", "a", null, "1", null),
                file("e", "a/b", null, "2", null),
                file("e", "a", null, "3", "image/png")))
        .hasEntrySatisfying("1", matching("e/a_[0-9a-f]{16}"))
        .containsEntry("2", "e/a/b")
        .containsEntry("3", "e/a.png");
  }

  @Test
  void movesEveryFileThatClaimsADirectory() {
    assertThat(
            resolve(
                file("e", "a.b", null, "1", null),
                file("e", "a_b", null, "2", null),
                file("e", "a-b/c", null, "3", null),
                file("e", "a_b/c", null, "4", null)))
        .hasEntrySatisfying("1", matching("e/a_b_[0-9a-f]{16}"))
        .hasEntrySatisfying("2", matching("e/a_b_[0-9a-f]{16}"))
        .containsEntry("3", "e/a-b/c")
        .containsEntry("4", "e/a_b/c");
  }

  @Test
  void keepsFilesThatOnlyTheirExtensionsTellApart() {
    assertThat(
            resolve(
                file("e", "a", null, "1", "image/png"), file("e", "a", null, "2", "text/plain")))
        .containsOnly(Map.entry("1", "e/a.png"), Map.entry("2", "e/a.txt"));
  }

  @Test
  void remembersAReferenceThatCannotBeDownloaded() {
    Iterable<Row> rows = List.of(row(file("e", "a", null, null, null)));
    ResolvedPaths paths =
        new ResolvedPaths(
            new PathClaims(NameRules.EXACT).call(rows.iterator()), NameRules.EXACT, Set.of());

    assertThat(paths).isExhausted();
    assertThat(paths.problem()).contains("lacks its project, attribute or path");
  }

  @Test
  void seesThatNamesOfManyBytesMeetOnceTheyAreCut() {
    String cut = "é".repeat(119) + "_" + Blake2b.hex("é".repeat(200));

    assertThat(
            resolve(file("e", "é".repeat(200), null, "1", null), file("e", cut, null, "2", null)))
        .hasSize(2)
        .containsValue("e/" + cut);
  }

  @Test
  void renamesNoFileToWhatIsContested() {
    FileReference renamed = file("e", "a_b", null, "2", null);
    String hash = Blake2b.hex(renamed.key());

    assertThat(
            resolve(
                NameRules.EXACT,
                Set.of("e/a_b_" + hash),
                file("e", "a.b", null, "1", null),
                renamed))
        .containsEntry("2", "e/a_b~" + hash);
  }

  static Map<String, String> resolve(FileReference... files) {
    return resolve(NameRules.EXACT, Set.of(), files);
  }

  private static Map<String, String> resolve(
      NameRules names, Set<String> contested, FileReference... files) {
    List<Tuple2<String, byte[]>> claims = new ArrayList<>();
    new PathClaims(names)
        .call(Stream.of(files).map(ResolvedPathsTest::row).iterator())
        .forEachRemaining(claims::add);
    claims.sort(Comparator.comparing(Tuple2::_1, new PlanKey.ByteOrder()));
    Map<String, String> paths = new TreeMap<>();
    new ResolvedPaths(claims.iterator(), names, contested)
        .forEachRemaining(planned -> paths.put(planned.file().path(), planned.path()));
    return paths;
  }

  private static FileReference file(
      String experiment, String attribute, Double step, String path, String mimeType) {
    return new FileReference("p/q", experiment, null, attribute, step, path, 1L, mimeType);
  }

  private static Row row(FileReference file) {
    return file.row();
  }

  private static Consumer<String> matching(String regex) {
    return path -> assertThat(path).matches(regex);
  }
}
