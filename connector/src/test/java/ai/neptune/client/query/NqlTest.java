package ai.neptune.client.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.Container;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NqlTest {

  private static final AttributeDefinition NAME = Nql.nameOf(Container.EXPERIMENT);

  @ParameterizedTest
  @MethodSource("values")
  void writesValuesAsTheServerReadsThem(Object value, String literal) {
    AttributeDefinition x = new AttributeDefinition("x", AttributeType.FLOAT_SERIES);

    assertThat(Nql.compare(x, Nql.Operator.GREATER_OR_EQUAL, value).text())
        .isEqualTo("`x`:floatSeries >= \"" + literal + "\"");
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("a\"b\\c`d", "a\\\"b\\\\c`d"),
        Arguments.of(5L, "5"),
        Arguments.of(0.1, "0.1"),
        Arguments.of(1e-7, "1.0e-7"),
        Arguments.of(Double.NaN, "nan"),
        Arguments.of(Double.POSITIVE_INFINITY, "inf"),
        Arguments.of(Double.NEGATIVE_INFINITY, "-inf"),
        Arguments.of(true, "True"),
        Arguments.of(false, "False"),
        Arguments.of(
            Instant.parse("2025-08-29T09:18:27.946999Z"), "2025-08-29T09:18:27.946+00:00"));
  }

  @Test
  void putsEveryChildInParentheses() {
    Nql a = Nql.exists(NAME);
    Nql b = Nql.compare(NAME, Nql.Operator.NOT_CONTAINS, "b");

    assertThat(Nql.or(List.of(Nql.and(List.of(a)), Nql.not(b))).text())
        .isEqualTo("((`sys/name`:string EXISTS)) OR (NOT (`sys/name`:string NOT CONTAINS \"b\"))");
    assertThat(Nql.in(NAME, List.of("x", "y")).text())
        .isEqualTo("(`sys/name`:string == \"x\") OR (`sys/name`:string == \"y\")");
  }

  @Test
  void anAttributeWithABackTickCannotBeNamed() {
    assertThat(Nql.canName("a`b")).isFalse();
    assertThatThrownBy(() -> Nql.exists(new AttributeDefinition("a`b", AttributeType.INT)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void manyNamesBecomeSeveralQueriesOfTheSizeThatServersTake() {
    List<String> names = IntStream.range(0, 10_000).mapToObj(i -> "seabird-é-" + i).toList();
    Nql condition = Nql.exists(NAME);

    List<Nql> queries = Nql.inBatches(NAME, names, condition);

    assertThat(queries).hasSizeBetween(2, 20);
    List<String> found = new ArrayList<>();
    for (Nql query : queries) {
      assertThat(query.text().getBytes(UTF_8).length).isBetween(100, Nql.MAX_BYTES);
      assertThat(query.text()).startsWith("(`sys/name`:string EXISTS) AND ((`sys/name`:string ==");
      java.util.regex.Pattern.compile("\"(.*?)\"")
          .matcher(query.text())
          .results()
          .forEach(match -> found.add(match.group(1)));
    }
    assertThat(found).isEqualTo(names);
  }

  @Test
  void fewNamesBecomeOneQuery() {
    assertThat(Nql.inBatches(NAME, List.of("a"), null))
        .containsExactly(new Nql("(`sys/name`:string == \"a\")"));
    assertThat(Nql.inBatches(NAME, List.of(), null)).isEmpty();
  }
}
