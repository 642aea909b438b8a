package ai.neptune.client.query;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.NameFilter;
import ai.neptune.client.query.ExtendedRegex.Alternative;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExtendedRegexTest {

  private static final AttributeDefinition NAME =
      new AttributeDefinition("sys/name", AttributeType.STRING);

  @ParameterizedTest
  @MethodSource("patterns")
  void takesPatternsApart(String pattern, List<Alternative> alternatives) {
    assertThat(ExtendedRegex.parse(pattern).alternatives()).isEqualTo(alternatives);
  }

  static Stream<Arguments> patterns() {
    return Stream.of(
        Arguments.of("a", List.of(found("a"))),
        Arguments.of("  a\n", List.of(found("a"))),
        Arguments.of("\u2003\u0085a\u00a0\u001f", List.of(found("a"))),
        Arguments.of("\u200ba", List.of(found("\u200ba"))),
        Arguments.of("a|b", List.of(found("a|b"))),
        Arguments.of("a |b", List.of(found("a |b"))),
        Arguments.of("a | b", List.of(found("a"), found("b"))),
        Arguments.of("a\t|\n\rb & c", List.of(found("a"), found("b", "c"))),
        Arguments.of("a\u00a0|\u00a0b", List.of(found("a\u00a0|\u00a0b"))),
        Arguments.of("a & !b & ! c", List.of(new Alternative(List.of("a"), List.of("b", "c")))),
        Arguments.of("!!a", List.of(new Alternative(List.of(), List.of("!a")))),
        Arguments.of("a!", List.of(found("a!"))),
        Arguments.of("a\\x20|\\x20b", List.of(found("a | b"))),
        Arguments.of("\\x21a", List.of(found("!a"))),
        Arguments.of("! \\x20a", List.of(new Alternative(List.of(), List.of(" a")))),
        Arguments.of("", List.of(found(""))),
        Arguments.of("!", List.of(new Alternative(List.of(), List.of("")))),
        Arguments.of("& & & &", List.of(found("&", "& &"))),
        Arguments.of("| | |", List.of(found("|"), found("|"))));
  }

  @Test
  void becomesACondition() {
    assertThat(ExtendedRegex.parse("a & !b | c").toNql(NAME).text())
        .isEqualTo(
            "((`sys/name`:string MATCHES \"a\") AND (`sys/name`:string NOT MATCHES \"b\"))"
                + " OR ((`sys/name`:string MATCHES \"c\"))");
  }

  @Test
  void aRunWithoutTheAttributeIsNotLeftToChance() {
    assertThat(ExtendedRegex.parse("!b").toNql(NAME).text())
        .isEqualTo("((`sys/name`:string EXISTS) AND (`sys/name`:string NOT MATCHES \"b\"))");
  }

  @Test
  void becomesANameFilter() {
    assertThat(ExtendedRegex.parse("a & !b | c").toNameFilter())
        .isEqualTo(
            new NameFilter(
                List.of(
                    new NameFilter.Alternative(List.of("a"), List.of("b")),
                    new NameFilter.Alternative(List.of("c"), List.of()))));
  }

  private static Alternative found(String... parts) {
    return new Alternative(List.of(parts), List.of());
  }
}
