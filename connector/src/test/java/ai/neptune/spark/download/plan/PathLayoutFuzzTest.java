package ai.neptune.spark.download.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.spark.download.destination.NameRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No name, however it is made, leads out of the destination or on top of another file. */
class PathLayoutFuzzTest {

  private static final int LONGEST_NAME_BYTES = 255;

  @Property(tries = 2_000)
  void everyFileStaysBelowTheDestination(
      @ForAll("names") String experiment,
      @ForAll("names") String attribute,
      @ForAll("names") String mimeType) {
    Path destination = Path.of("/exports/here");

    String path = PathLayout.of(file(experiment, attribute, "1", mimeType), NameRules.EXACT).path();

    Path resolved = destination.resolve(path);
    assertThat(resolved.normalize()).isEqualTo(resolved).startsWithRaw(destination);
    assertThat(resolved).isNotEqualTo(destination);
    assertThat(path).doesNotStartWith("_neptune/").doesNotContain("\n", "\u0000", "\\", ":");
    for (String name : path.split("/", -1)) {
      assertThat(name.getBytes(StandardCharsets.UTF_8).length).isBetween(1, LONGEST_NAME_BYTES);
      assertThat(name).isNotIn(".", "..");
    }
  }

  @Property(tries = 1_000)
  void differentFilesHaveDifferentPaths(
      @ForAll("names") String experiment,
      @ForAll("names") String one,
      @ForAll("names") String two) {
    Map<String, String> paths =
        ResolvedPathsTest.resolve(
            file(experiment, one, "1", "text/plain"),
            file(experiment, two, "2", "text/plain"),
            file(one, two, "3", null),
            file(experiment, one + "/" + two, "4", "image/png"));

    assertThat(paths).hasSize(4);
    assertThat(new HashSet<>(paths.values())).hasSize(4);
    for (String path : paths.values()) {
      assertThat(paths.values()).noneMatch(other -> other.startsWith(path + "/"));
    }
  }

  @Provide
  static Arbitrary<String> names() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "..",
            ".",
            "/",
            "//",
            "_",
            "__",
            "_neptune",
            "a",
            "é",
            "\uD83D\uDE00",
            "\u0000",
            "\n",
            "\\",
            ":",
            "~",
            "step_1_000000",
            "x".repeat(300),
            "\uD800",
            "C:",
            "%2e%2e%2f",
            "a.b",
            "a_b",
            "\u202e");
    return Arbitraries.oneOf(
            pieces.list().ofMinSize(1).ofMaxSize(6).map(list -> String.join("", list)),
            Arbitraries.strings().ofMaxLength(400))
        .filter(name -> !name.isEmpty());
  }

  private static FileReference file(
      String experiment, String attribute, String path, String mimeType) {
    return new FileReference("p/q", experiment, null, attribute, null, path, 1L, mimeType);
  }
}
