package ai.neptune.archive.nql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.errors.InvalidOptionException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NqlFilterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        // Types: a predicate sees exactly its type.
        "`i`:int == \"9007199254740993\" | a",
        "`i`:int = 9007199254740992 | -",
        "`i`:int < 1e300 | a b",
        "`i`:float == 1 | c",
        "`i`:string EXISTS | -",
        "`file`:fileRef EXISTS | a",
        "`f`:float <= 1e-07 | a c",
        "`f`:float == 0 | c",
        "`t`:bool == true | a",
        "`t`:bool != \"True\" | b",
        "`d`:datetime == \"2025-06-01T10:00:00.123Z\" | a",
        "`d`:datetime < \"1970-01-01T00:00:00+00:00\" | b",
        "`s`:string > \"other\" | a",
        "`s`:string == \"say \\\"hi\\\" to C:\\\\x 42\" | a",
        // NaN satisfies no comparison but !=.
        "`f`:float != 5 | a b c",
        "`f`:float > -inf | a c",
        "`f`:float == nan | -",
        // A run without the attribute satisfies NOT CONTAINS and NOT (...), and nothing else.
        "`s`:string != \"other\" | a c",
        "`s`:string NOT MATCHES \"o\" | c",
        "`s`:string NOT CONTAINS \"o\" | c d",
        "`set`:stringSet NOT CONTAINS \"red\" | b c d",
        "NOT `s`:string == \"other\" | a c d",
        // Strings, sets and RE2.
        "`s`:string MATCHES \"[[:digit:]]+$\" | a",
        "`s`:string MATCHES \"(?P<x>h)i\" | a",
        "`s`:string MATCHES \"^\\Qsay\\E\" | a",
        "`s`:string MATCHES \"^x{,2}$\" | -",
        "`s`:string MATCHES \"OTHER\" | -",
        "`set`:stringSet CONTAINS \"red\" | a",
        "`set`:stringSet CONTAINS \"re\" | -",
        "`set`:stringSet MATCHES \"^b\" | b",
        "`set`:stringSet NOT MATCHES \"^b\" | a c",
        // Series: the last value, or an aggregate; inherited points count.
        "`m`:floatSeries == 3 | a",
        "last(`m`:floatSeries) = inf | b",
        "MIN(`m`:floatSeries) == 2 | a b",
        "max(`m`:floatSeries) == 4 | a b",
        "average(`m`:floatSeries) == 3 | a b",
        "variance(`m`:floatSeries) == 1 | b",
        "variance(`m`:floatSeries) < 1 | a",
        "`m`:floatSeries EXISTS | a b c",
        "min(`m`:floatSeries) >= -inf | a b",
        "`j`:stringSeries == \"last\" | a b",
        "last(`j`:stringSeries) MATCHES \"^fi\" | -",
        // Precedence, keywords in any case, parentheses at will.
        "`i`:int EXISTS or `f`:float EXISTS and `t`:bool = false | a b",
        "(`i`:int EXISTS OR `f`:float EXISTS) AND `t`:bool = FALSE | b",
        "not not ((`i`:int exists)) | a b",
        "NOT `i`:int EXISTS AND `f`:float EXISTS | c",
        "'' | -"
      })
  void findsWhatAServerFinds(String query, String expected) {
    if (query.equals("''")) {
      assertThat(SeededRuns.found("  ")).hasSize(4);
      return;
    }
    List<String> runs = expected.equals("-") ? List.of() : List.of(expected.split(" "));
    assertThat(SeededRuns.found(query)).isEqualTo(runs);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "`i` == 1 | the attribute `i` has no type",
        "`i`:number == 1 | `i` has the type 'number', which is none of [float, int,",
        "`i`:int | expected an operator at position 8, found the end",
        "`i`:int == | expected a value at position 11, found the end",
        "`i`:int == 1 `j` | expected AND, OR or the end at position 14, found 'j'",
        "(`i`:int == 1 | expected ')' at position 14, found the end",
        "`i:int == 1 | the name that begins at position 1 has no closing back-tick",
        "`i`:int == \"1 | the value that begins at position 12 has no closing quote",
        "`i`:int ! 1 | '!' at position 9 is not an operator",
        "`i`:int == § | the character at position 12 has no meaning outside of quotes",
        "first(`m`:floatSeries) = 1 | 'first' at position 1 is not an aggregate",
        "min(`j`:stringSeries) = 1 | `j`:stringSeries has no aggregate min",
        "last(`f`:float) = 1 | `f`:float has no aggregate last",
        "`h`:histogramSeries EXISTS | `h`:histogramSeries cannot be used in a query",
        "`h`:fileRefSeries EXISTS | `h`:fileRefSeries cannot be used in a query",
        "`f`:fileRef == 1 | == does not apply to `f`:fileRef",
        "`f`:float MATCHES \"1\" | MATCHES does not apply to `f`:float",
        "`f`:float == 0x1p3 | `f`:float is compared with '0x1p3', which is not a number",
        "`t`:bool == yes | 'yes', which is not True or False",
        "`t`:bool > true | > does not apply to `t`:bool",
        "`d`:datetime > 2025 | which is not a date and time with an offset",
        "`s`:string MATCHES \"(?=a)\" | '(?=a)' is not a regular expression of RE2",
        "`s`:string MATCHES \"(a)\\1\" | is not a regular expression of RE2",
        "`s`:string MATCHES \"a++\" | is not a regular expression of RE2"
      })
  void saysWhatIsWrongWithAQuery(String query, String reason) {
    assertThatThrownBy(() -> NqlFilter.parse(query))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageStartingWith("Invalid query: ")
        .hasMessageContaining(reason)
        .hasMessageEndingWith("The query is: " + query);
  }

  @Test
  void tellsWhichAttributesAndAggregatesItNeeds() {
    NqlFilter filter =
        NqlFilter.parse(
            "NOT (`a`:int EXISTS OR `b`:string == \"x\" OR `b`:string == \"y\") AND `m`:floatSeries < 1"
                + " AND min(`m`:floatSeries) > 0 AND `n`:floatSeries EXISTS");

    assertThat(filter.needs())
        .isEqualTo(
            Map.of(
                new AttributeDefinition("a", AttributeType.INT), Set.of(),
                new AttributeDefinition("b", AttributeType.STRING), Set.of(),
                new AttributeDefinition("m", AttributeType.FLOAT_SERIES),
                    Set.of(Aggregate.LAST, Aggregate.MIN),
                new AttributeDefinition("n", AttributeType.FLOAT_SERIES), Set.of()));
  }

  @Test
  void findsOneOfThousandsOfNames() {
    String query =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "(`s`:string == \"name %d\")".formatted(i))
            .collect(Collectors.joining(" OR "));

    assertThat(SeededRuns.found(query + " OR `s`:string == \"other\" OR `t`:bool = true"))
        .containsExactly("a", "b");
  }
}
