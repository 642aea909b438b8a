package ai.neptune.spark.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.spark.download.destination.NameRules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names in an archive. */
final class ExportNamesTest {

  @ParameterizedTest
  @CsvSource({
    "team-alpha/odd, team-alpha_odd-055572a1d25a7dd5",
    "a:b*c?d, a_b_c_d-d4ff6f14ca443229",
    "ünï-çødé-🐧, ünï-çødé-_-0e356b12465a0f80"
  })
  void namesAreThoseOfTheExporter(String name, String expected) {
    assertThat(ExportNames.of(name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 219, 220, 240, 1000})
  void everyNameFitsIntoAFileSystem(int length) {
    for (String letter : List.of("x", "é", "界", "𠀀")) {
      String run = letter.repeat(length);
      String name = ExportNames.part(ExportNames.of(run), 12345);
      assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(255);
      assertThat(ExportNames.Part.parse(name).number()).isEqualTo(12345);
    }
  }

  @Test
  void longRunIdsWithOneBeginningHaveNamesOfTheirOwn() {
    assertThat(ExportNames.of("x".repeat(300))).isNotEqualTo(ExportNames.of("x".repeat(301)));
  }

  @Test
  void partsAreFoundByTheirEnd() {
    String stem = ExportNames.of("a_part_0.parquet");
    assertThat(ExportNames.Part.parse(ExportNames.part(stem, 3)))
        .isEqualTo(new ExportNames.Part(stem.substring(stem.lastIndexOf('-') + 1), 3, false));
    assertThat(ExportNames.Part.parse(ExportNames.part(stem, 0) + ".tmp").isUnfinished()).isTrue();
    assertThat(ExportNames.Part.parse("part_0.parquet")).isNull();
    assertThat(ExportNames.Part.parse("neptune_exporter_errors.jsonl")).isNull();
  }

  @Test
  void noTwoRunsHaveOneFolderOfFiles() {
    List<String> runs =
        List.of(
            "a b",
            "a_b",
            "a/b",
            "a.b",
            "_neptune",
            "",
            ".",
            "..",
            "x".repeat(300),
            "x".repeat(301),
            ExportNames.of("a b"),
            "UPPER",
            "upper",
            "ä",
            "a\u0308");
    for (NameRules names :
        List.of(NameRules.EXACT, new NameRules(true, false), new NameRules(true, true))) {
      Stream<String> folders =
          runs.stream().map(run -> names.fold(ExportNames.filesFolder(run, names)));
      assertThat(folders).doesNotHaveDuplicates().doesNotContain("_neptune");
    }
    assertThat(ExportNames.filesFolder("seabird-4_r1", NameRules.EXACT)).isEqualTo("seabird-4_r1");
  }
}
