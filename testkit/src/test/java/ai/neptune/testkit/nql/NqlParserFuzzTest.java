package ai.neptune.testkit.nql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is written as a query is understood, or refused in words. */
class NqlParserFuzzTest {

  @Property(tries = 10_000)
  void everyQueryIsUnderstoodOrRefusedInWords(@ForAll("queries") String query) {
    try {
      assertThat(NqlParser.parse(query, operand -> {})).isNotNull();
    } catch (NqlException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Provide
  static Arbitrary<String> queries() {
    List<String> pieces =
        List.of(
            "`a`",
            "`a/b`:int",
            ":floatSeries",
            "last(",
            "(",
            ")",
            " AND ",
            " or ",
            "NOT ",
            "==",
            "!=",
            ">=",
            "=",
            " MATCHES ",
            " CONTAINS ",
            " EXISTS",
            "\"x\"",
            "\"\\\"\"",
            "1e-07",
            "nan",
            "-",
            "\"",
            "`",
            "\\",
            "((((((((((",
            "NOT NOT NOT NOT NOT",
            "\"(a\"",
            "é");
    return Arbitraries.oneOf(
        Arbitraries.of(pieces).list().ofMaxSize(30).map(list -> String.join("", list)),
        Arbitraries.of("(", "NOT ", "((`a`==\"1\") AND ").map(piece -> piece.repeat(20_000)),
        Arbitraries.strings().ofMaxLength(200));
  }
}
