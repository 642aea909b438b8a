package ai.neptune.testkit.nql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerRegexTest {

  @ParameterizedTest
  @CsvSource({
    "^{brace},       x{brace},  false",
    "^{brace},       {brace},   true",
    "'x{,2}',        'x{,2}',   true",
    "(?P<n>a+)$,     metrics/a, true",
    "[[:digit:]]{2}, epoch 42,  true",
    "[[:word:]],     é,         false",
    "\\Qa.b\\E,       a.b,       true",
    "\\Qa.b\\E,       axb,       false",
    "[a&&b],         &,         true",
    "(?i)LOSS,       val/loss,  true",
    ".*/metrics/.*,  a/metrics/b, true",
    "'',             anything,  true"
  })
  void findsWhatRe2Finds(String regex, String name, boolean found) {
    assertThat(ServerRegex.finder(regex).test(name)).isEqualTo(found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"^(?!val)", "(?<=a)b", "(a)\\1", "a++", "(?>a)", "\\p{Alpha}", "a{1001}", "(a"})
  void refusesWhatRe2Refuses(String regex) {
    assertThatThrownBy(() -> ServerRegex.finder(regex))
        .isInstanceOf(NqlException.class)
        .hasMessageContaining(regex);
  }
}
