package ai.neptune.spark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  @Test
  void runsEverythingWithoutNames() {
    Arguments arguments = parse();

    assertThat(arguments.workloads()).containsExactly(Workload.values());
    assertThat(arguments.grown()).contains(Workload.PLANNING).allMatch(Workload::grows);
    assertThat(arguments.factors()).containsExactly(1.0, 3.0, 10.0);
    assertThat(arguments.micro()).isTrue();
  }

  @Test
  void runsTheRowsOfTheNetworkWithoutOtherNames() {
    Arguments arguments = parse("--network", "--scale", "0.1");

    assertThat(arguments.workloads())
        .isNotEmpty()
        .allMatch(workload -> workload.section() == Section.NETWORK);
    assertThat(arguments.grown()).isEmpty();
    assertThat(arguments.micro()).isFalse();
  }

  @Test
  void measuresOnlyTheGrowthOfNamedWorkloads() {
    Arguments arguments = parse("growth", "planning-huge", "--growth-factors", "0.1,1");

    assertThat(arguments.workloads()).isEmpty();
    assertThat(arguments.grown()).containsExactly(Workload.PLANNING_HUGE);
    assertThat(arguments.factors()).containsExactly(0.1, 1.0);
  }

  @Test
  void showsTheCommandWithoutPlaces() {
    Arguments arguments =
        parse("--python", "/usr/bin/python3", "--scale", "0.1", "--network", "files-small", "jmh");

    assertThat(arguments.command())
        .isEqualTo("benchmarks/run --scale 0.1 --network files-small jmh");
    assertThat(arguments.workloads()).containsExactly(Workload.FILES_SMALL);
    assertThat(arguments.python()).isEqualTo("/usr/bin/python3");
  }

  @Test
  void rejectsWhatItDoesNotKnow() {
    assertThatThrownBy(() -> parse("--sclae", "2")).hasMessageContaining("'--sclae'");
    assertThatThrownBy(() -> parse("file-small")).hasMessageContaining("'file-small'");
    assertThatThrownBy(() -> parse("--scale")).hasMessage("Option --scale requires a value");
  }

  private static Arguments parse(String... line) {
    return Arguments.parse(Path.of("module"), List.of(line));
  }
}
