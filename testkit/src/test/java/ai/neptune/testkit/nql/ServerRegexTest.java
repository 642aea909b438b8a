package ai.neptune.testkit.nql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerRegexTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".*",
        ".*a",
        ".*.*a",
        ".*a|b",
        ".*?a",
        ".*+",
        ".*$",
        ".*^a",
        ".*(a)\\1",
        ".*[[:digit:]]"
      })
  void whatMayBeginWithAnythingIsFoundAsBefore(String regex) {
    Pattern java = Pattern.compile(regex.replace("[[:digit:]]", "[0-9]"));
    for (String name : new String[] {"", "a", "b", "ba", "xx", "x\na", "aa", "metrics/1"}) {
      assertThat(ServerRegex.compile(regex).matcher(name).find())
          .as("%s in '%s'", regex, name)
          .isEqualTo(java.matcher(name).find());
    }
  }

  @Test
  void leavesOutALeadingAnythingThatWouldTryEveryStart() {
    assertThat(ServerRegex.compile(".*/metrics/.*").pattern()).isEqualTo("/metrics/.*");
    assertThat(ServerRegex.compile(".*+a").pattern()).isEqualTo(".*+a");
  }

  @Test
  void refusesWhatIsMalformedWithOrWithoutIt() {
    assertThatThrownBy(() -> ServerRegex.compile(".*(a")).isInstanceOf(NqlException.class);
  }
}
