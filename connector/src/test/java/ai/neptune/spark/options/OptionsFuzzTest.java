package ai.neptune.spark.options;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.client.query.ExtendedRegex;
import ai.neptune.errors.NeptuneException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is written as an option is taken, or refused in words. */
class OptionsFuzzTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("NEPTUNE_API_TOKEN", "s3cret", "NEPTUNE_PROJECT", "team/project");

  @Property(tries = 5_000)
  void everyValueIsTakenOrRefusedInWords(
      @ForAll("options") String option, @ForAll("values") String value) {
    try {
      NeptuneOptions options =
          NeptuneOptions.read(new HashMap<>(Map.of(option, value)), ENVIRONMENT);
      assertThat(options.toString()).doesNotContain("s3cret");
    } catch (NeptuneException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(10_000);
    }
  }

  @Property(tries = 2_000)
  void everyPatternIsTakenOrRefusedAsAPattern(@ForAll("values") String pattern) {
    try {
      ExtendedRegex regex = ExtendedRegex.parse(pattern);
      assertThat(regex.alternatives()).isNotEmpty();
      regex.toNameFilter();
    } catch (PatternSyntaxException e) {
      assertThat(e.getDescription()).isNotBlank();
    }
  }

  @Provide
  static Arbitrary<String> options() {
    return Arbitraries.oneOf(
        Arbitraries.of(Option.names()), Arbitraries.strings().ofMinLength(1).ofMaxLength(30));
  }

  @Provide
  static Arbitrary<String> values() {
    List<String> pieces =
        List.of(
            "1",
            "-1",
            "1e400",
            "NaN",
            "ms",
            "s",
            ",",
            "[",
            "]",
            "{",
            "\"",
            "true",
            " | ",
            " & ",
            "!",
            "\\x20",
            "(",
            ")",
            "*",
            "+",
            "a/b",
            "experiments",
            "metrics",
            "http://",
            ":",
            "999999999999999999999",
            "(a+)+$",
            "\\",
            "\u0000",
            "é",
            "[[:digit:]]",
            "{9999999}");
    return Arbitraries.oneOf(
        Arbitraries.of(pieces).list().ofMaxSize(8).map(list -> String.join("", list)),
        Arbitraries.strings().ofMaxLength(200));
  }
}
