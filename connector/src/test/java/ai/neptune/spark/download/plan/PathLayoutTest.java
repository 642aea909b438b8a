package ai.neptune.spark.download.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.spark.download.destination.NameRules;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathLayoutTest {

  @Test
  void givesThePathsThatTheReferenceClientGives() throws IOException {
    assertThat(referencePaths())
        .isNotEmpty()
        .allSatisfy(
            vector -> {
              Double step = vector.get(2).isNull() ? null : vector.get(2).asDouble();
              FileReference file =
                  file(
                      vector.get(0).asText(), vector.get(1).asText(), step, vector.get(3).asText());
              assertThat(PathLayout.of(file, NameRules.EXACT).path())
                  .isEqualTo(vector.get(4).asText());
            });
  }

  @ParameterizedTest
  @CsvSource({
    "seabird-4, predictions/sample, 1.0, image/png, seabird-4/predictions/sample/step_1_000000.png",
    "a, b, , , a/b",
    "a, b.c d, , text/plain, a/b_c_d.txt",
    "a, ../b, , , a/__/b",
    "a, /b, , , a/_/b",
    "/a, //b, , , _/a/__/b",
    "a, ///b, , , a/_/b",
    "., ./, , image/png, _.png",
    "a, b, 0.0000005, , a/b/step_0_000000",
    "a, b, 0.0000015, , a/b/step_0_000002",
    "a, b, 2.0000005, , a/b/step_2_000001",
  })
  void laysOutTheNamesOfContainerAttributeAndStep(
      String container, String attribute, Double step, String mimeType, String path) {
    assertThat(PathLayout.of(file(container, attribute, step, mimeType), NameRules.EXACT).path())
        .isEqualTo(path);
  }

  @Test
  void cutsALongNameOfOneByteCharactersAt255CodePoints() {
    assertThat(PathLayout.of(file("a", "x".repeat(255), null, null), NameRules.EXACT).path())
        .isEqualTo("a/" + "x".repeat(255));
    assertThat(PathLayout.of(file("a", "x".repeat(256), null, null), NameRules.EXACT).path())
        .isEqualTo("a/" + "x".repeat(238) + "_1350ad21b0246597");
  }

  @Test
  void cutsANameThatFileSystemsWouldNotTakeAt255Bytes() {
    String path =
        PathLayout.of(file("é".repeat(256), "é".repeat(256), null, "image/png"), NameRules.EXACT)
            .path();

    assertThat(path)
        .isEqualTo(
            "é".repeat(119) + "_6851f79766089b6a/" + "é".repeat(117) + "_6851f79766089b6a.png");
    assertThat(path.split("/", -1))
        .allSatisfy(
            name ->
                assertThat(name.getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThanOrEqualTo(255)
                    .hasSizeGreaterThan(253));
  }

  @Test
  void cutsNoCodePointInHalf() {
    String path = PathLayout.of(file("a", "𝒜".repeat(100), null, null), NameRules.EXACT).path();

    assertThat(path).startsWith("a/" + "𝒜".repeat(59) + "_").hasSize(2 + 2 * 59 + 17);
  }

  @Test
  void keepsFilesOfAContainerOutOfTheReservedDirectory() {
    assertThat(PathLayout.of(file("_neptune", "plan", null, null), NameRules.EXACT).path())
        .matches("_neptune_[0-9a-f]{16}/plan");
    assertThat(PathLayout.of(file(".neptune/x", "plan", null, null), NameRules.EXACT).path())
        .matches("_neptune_[0-9a-f]{16}/x/plan");
    assertThat(PathLayout.of(file("x", "_neptune", null, null), NameRules.EXACT).path())
        .isEqualTo("x/_neptune");
  }

  @Test
  void tellsFilesOfOnePathApartByTheHashOfTheirKeys() {
    FileReference file = file("a", "b", 1.0, "image/png");

    assertThat(file.key()).isEqualTo("team/project\0a\0b\u00001.000000\0stored");
    assertThat(PathLayout.of(file, NameRules.EXACT).apart(file.key()).path())
        .isEqualTo("a/b/step_1_000000_" + Blake2b.hex(file.key()) + ".png");
  }

  @Test
  void staysApartWithinTheByteLimit() {
    PathLayout layout =
        PathLayout.of(file("a", "x".repeat(300), null, "image/png"), NameRules.EXACT);

    assertThat(layout.apart("one").path()).isNotEqualTo(layout.apart("other").path());
    assertThat(layout.apart("one").path()).hasSize(2 + 255);
  }

  @Test
  void namesEveryDirectoryAboveAFile() {
    assertThat(PathLayout.of(file("a/b", "c/d", 1.0, "image/png"), NameRules.EXACT).directories())
        .containsExactly("a", "a/b", "a/b/c", "a/b/c/d");
  }

  private static List<JsonNode> referencePaths() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> vectors = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                PathLayoutTest.class.getResourceAsStream("path-layout.jsonl"),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        vectors.add(json.readTree(line));
      }
    }
    return vectors;
  }

  private static FileReference file(
      String container, String attribute, Double step, String mimeType) {
    return new FileReference(
        "team/project", container, null, attribute, step, "stored", 1L, mimeType);
  }
}
