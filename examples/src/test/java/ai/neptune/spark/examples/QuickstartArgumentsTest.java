package ai.neptune.spark.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuickstartArgumentsTest {

  private static final Map<String, String> TOKEN = Map.of("NEPTUNE_API_TOKEN", "token");

  @Test
  void withoutATokenThereIsNoProjectToName() {
    assertThat(parse(Map.of()))
        .isEqualTo(
            new QuickstartArguments(null, null, "neptune-downloads", null, null, Map.of(), false));
  }

  @Test
  void everyArgumentIsTaken() {
    assertThat(
            parse(
                TOKEN,
                "--project",
                "team/birds",
                "--destination",
                "s3a://bucket/a",
                "--experiments",
                "^a",
                "--attributes",
                "^b",
                "--conf",
                "spark.hadoop.x=y=z"))
        .isEqualTo(
            new QuickstartArguments(
                null,
                "team/birds",
                "s3a://bucket/a",
                "^a",
                "^b",
                Map.of("spark.hadoop.x", "y=z"),
                false));
  }

  @Test
  void theProjectMayComeFromTheEnvironment() {
    Map<String, String> environment =
        Map.of("NEPTUNE_API_TOKEN", "token", "NEPTUNE_PROJECT", "team/birds");
    assertThat(parse(environment).project()).isEqualTo("team/birds");
  }

  @ParameterizedTest
  @CsvSource({
    "--what, Unknown argument: --what",
    "--destination, --destination needs a value",
    "--project --destination, --project needs a value",
    "--conf x, '--conf needs KEY=VALUE, not x'",
    "--project birds, 'The project must have the form WORKSPACE/PROJECT, not birds'",
    "--destination a --destination b, --destination is given twice",
  })
  void whatIsWrongIsSaid(String line, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(TOKEN, line.split(" ")))
        .withMessage(message);
  }

  @Test
  void aTokenAsksForAProjectAndAProjectForAToken() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(TOKEN))
        .withMessageContaining("--project WORKSPACE/PROJECT");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(Map.of(), "--project", "team/birds"))
        .withMessageContaining("NEPTUNE_API_TOKEN");
  }

  @Test
  void anArchiveNeedsNeitherTokenNorProject() {
    assertThat(parse(Map.of(), "--archive", "s3a://bucket/exports"))
        .isEqualTo(
            new QuickstartArguments(
                "s3a://bucket/exports", null, "neptune-downloads", null, null, Map.of(), false));
    assertThat(parse(TOKEN, "--archive", "exports", "--project", "team/birds").project())
        .isEqualTo("team/birds");
  }

  @Test
  void helpWinsOverEverythingElse() {
    assertThat(parse(Map.of(), "--project", "team/birds", "--help").help()).isTrue();
  }

  private static QuickstartArguments parse(Map<String, String> environment, String... arguments) {
    return QuickstartArguments.parse(List.of(arguments), environment);
  }
}
