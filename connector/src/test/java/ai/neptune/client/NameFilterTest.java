package ai.neptune.client;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.client.query.ExtendedRegex;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameFilterTest {

  @Test
  void namesAreNotPatterns() {
    NameFilter names = NameFilter.exactly(List.of("a/b", "a.b", "(", "\\", "x|y", "^[{}]$", "ü"));
    NameFilter prefix =
        new NameFilter(
            List.of(
                new NameFilter.Alternative(List.of("^" + NameFilter.escape("a.[")), List.of())));

    assertThat(names.patterns()).isEmpty();
    assertThat(prefix.patterns()).isEmpty();
    assertThat(NameFilter.ALL.patterns()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[a", "a(?=b)", "x{2}", "a & !(b", "loss.*", "^(a$", "a\\"})
  void whatAServerMayRefuseIsAPattern(String pattern) {
    List<String> patterns = ExtendedRegex.parse(pattern).toNameFilter().patterns();

    assertThat(patterns.isEmpty()).isEqualTo(pattern.equals("a\\"));
  }
}
