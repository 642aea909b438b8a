package ai.neptune.client.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameMatcherTest {

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
        "^x[^[:digit:]]+$; x12; false",
        "^x[a[:digit:]_]+$; x1a_; true",
        "^x[[:^digit:]]$; xa; true",
        "^[[]$; [; true",
        "^[a&&b]$; &; true",
        "^[]a]$; ]; true",
        "^[^]a]$; ]; false",
        "^[\\]a]$; ]; true",
        "\\[x; [x; true"
      })
  void matchesAsTheServerDoes(String pattern, String name, boolean matches) {
    assertThat(matcher(pattern).matches(name)).isEqualTo(matches);
  }

  @Test
  void refusesWhatIsNoRegularExpression() {
    assertThatThrownBy(() -> matcher("(")).isInstanceOf(PatternSyntaxException.class);
    assertThatThrownBy(() -> matcher("[a")).isInstanceOf(PatternSyntaxException.class);
  }

  private static NameMatcher matcher(String pattern) {
    return new NameMatcher(ExtendedRegex.parse(pattern));
  }
}
