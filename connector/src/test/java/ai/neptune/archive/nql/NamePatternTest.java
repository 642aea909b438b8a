package ai.neptune.archive.nql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.NameFilter;
import ai.neptune.client.query.ExtendedRegex;
import ai.neptune.errors.InvalidOptionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "loss; train/loss; true",
        "^loss; train/loss; false",
        "train & loss; train/loss; true",
        "train & !loss; train/loss; false",
        "!val & !test; train/loss; true",
        "acc | loss; train/loss; true",
        "!; anything; false",
        "'';  anything; true",
        "a\\x20b; a b; true",
        "Loss; loss; false",
        "^x[[:digit:]]+$; x12; true",
        "^x[[:word:]]+$; x_1; true",
        "^x[[:^digit:]]$; xa; true",
        "^[a&&b]$; &; true",
        "^[]a]$; ]; true",
        "^{brace}$; {brace}; true",
        "^x{,2}$; x{,2}; true",
        "^(?P<name>a)b; ab; true",
        "\\Qa.b\\E$; xa.b; true",
        "\\Qa.b\\E; axb; false"
      })
  void matchesAsAServerDoes(String pattern, String name, boolean matches) {
    assertThat(matcher(pattern).matches(name)).isEqualTo(matches);
  }

  @Test
  void matchesExactNamesAndNothingElse() {
    NamePattern exact = NamePattern.of(NameFilter.exactly(List.of("a.b", "c|d", "{e}")));

    assertThat(List.of("a.b", "c|d", "{e}")).allMatch(exact::matches);
    assertThat(List.of("a_b", "c", "d", "e", "")).noneMatch(exact::matches);
    assertThat(NamePattern.of(NameFilter.exactly(List.of())).matches("")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"a(", "(?=a)", "(a)\\1", "a & !b(?!c)", "a++"})
  void refusesWhatAServerRefuses(String pattern) {
    assertThatThrownBy(() -> matcher(pattern))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("is not a regular expression of RE2");
  }

  private static NamePattern matcher(String pattern) {
    return NamePattern.of(ExtendedRegex.parse(pattern).toNameFilter());
  }
}
