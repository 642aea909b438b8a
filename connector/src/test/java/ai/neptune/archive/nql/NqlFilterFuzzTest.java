package ai.neptune.archive.nql;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.errors.InvalidOptionException;
import ai.neptune.testkit.nql.NqlException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The connector finds the runs that the test server finds, and refuses what it refuses. */
class NqlFilterFuzzTest {

  @Property(tries = 4_000)
  void wellFormedQueriesFindTheSameRuns(@ForAll("queries") String query) {
    assertThat(found(query)).isPresent().isEqualTo(foundByTheTestServer(query));
  }

  @Property(tries = 4_000)
  void anyTextFindsTheSameRunsOrIsRefusedByBoth(@ForAll("texts") String query) {
    assertThat(found(query)).isEqualTo(foundByTheTestServer(query));
  }

  private static Optional<List<String>> found(String query) {
    try {
      return Optional.of(SeededRuns.found(query));
    } catch (InvalidOptionException e) {
      assertThat(e.getMessage()).startsWith("Invalid query: ");
      return Optional.empty();
    }
  }

  private static Optional<List<String>> foundByTheTestServer(String query) {
    try {
      return Optional.of(SeededRuns.foundByTheTestServer(query));
    } catch (NqlException e) {
      return Optional.empty();
    }
  }

  @Provide
  static Arbitrary<String> queries() {
    return Arbitraries.lazyOf(NqlFilterFuzzTest::comparison, NqlFilterFuzzTest::compound);
  }

  private static Arbitrary<String> compound() {
    Arbitrary<String> child = queries();
    return Arbitraries.oneOf(
        child.map(text -> "(" + text + ")"),
        child.map(text -> "NOT (" + text + ")"),
        child.map(text -> "not " + text),
        child
            .list()
            .ofMinSize(2)
            .ofMaxSize(3)
            .flatMap(
                parts ->
                    Arbitraries.of(" AND ", " OR ", " or ", ") AND (", ") OR (")
                        .map(
                            operator ->
                                operator.startsWith(")")
                                    ? "(" + String.join(operator, parts) + ")"
                                    : String.join(operator, parts))));
  }

  private static Arbitrary<String> comparison() {
    return Arbitraries.oneOf(
        of("`i`:int", "== != = < <= > >=", "9007199254740992 9007199254740993 -1 0.5 nan -inf"),
        of(
            "`i`:float `f`:float `f`:float `m`:floatSeries last(`m`:floatSeries)"
                + " min(`m`:floatSeries) Max(`m`:floatSeries) average(`m`:floatSeries)"
                + " variance(`m`:floatSeries)",
            "== != = < <= > >=",
            "0 1 2 3 -0.0 1e-07 nan inf -inf \"Infinity\" 0.9999"),
        of(
            "`s`:string `s`:string `j`:stringSeries last(`j`:stringSeries) `sys/name`:string",
            "== != < <= > >= CONTAINS NOT~CONTAINS contains",
            "\"\" other \"one\" last \"la\" \"say~\\\"hi\\\"~to~C:\\\\x~42\" \"\\x\" o"),
        of(
            "`s`:string `set`:stringSet `j`:stringSeries `sys/custom_run_id`:string",
            "MATCHES NOT~MATCHES not~matches",
            "\"^o\" \"e\" \"^$\" \"[[:digit:]]\" \"\\\"hi\" \"C:\\\\\\\\x\" \"^[ab]\" \"l(a|x)s?t\""),
        of("`set`:stringSet `sys/tags`:stringSet", "CONTAINS NOT~CONTAINS", "red re \"blue\" \"\""),
        of("`t`:bool `sys/archived`:bool", "== != =", "true \"True\" FALSE \"false\""),
        of(
            "`d`:datetime `sys/creation_time`:datetime",
            "== != < >=",
            "\"2025-06-01T10:00:00.123Z\" \"2025-01-02T01:00:00+01:00\" \"1960-01-01T00:00:00Z\""),
        of(
            "`i`:int `file`:fileRef `m`:floatSeries `t`:bool `j`:stringSeries",
            "EXISTS exists",
            "~"));
  }

  /** A comparison of one of the operands with one of the values; {@code ~} is a space in them. */
  private static Arbitrary<String> of(String operands, String operators, String values) {
    return Combinators.combine(oneOf(operands), oneOf(operators), oneOf(values))
        .as((operand, operator, value) -> operand + " " + operator + " " + value);
  }

  private static Arbitrary<String> oneOf(String choices) {
    return Arbitraries.of(choices.split(" ")).map(choice -> choice.replace('~', ' '));
  }

  /** Without regular expressions, whose mistakes are not NQL's. */
  @Provide
  static Arbitrary<String> texts() {
    Arbitrary<String> plainQueries =
        queries().filter(query -> !query.toUpperCase(Locale.ROOT).contains("MATCHES"));
    List<String> pieces =
        List.of(
            "`i`",
            "`i`:int",
            "`f`:float",
            "`m`:floatSeries",
            "`h`:histogramSeries",
            "`c`:complex",
            ":floatSeries",
            "last(",
            "min(",
            "(",
            ")",
            " AND ",
            " or ",
            "NOT ",
            "==",
            "!=",
            ">=",
            "=",
            "!",
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
            "é",
            ":",
            " ");
    return Arbitraries.oneOf(
        Arbitraries.of(pieces).list().ofMaxSize(12).map(list -> String.join("", list)),
        Combinators.combine(
                plainQueries, Arbitraries.of(pieces), Arbitraries.integers().between(0, 99))
            .as(
                (query, piece, percent) -> {
                  int at = query.length() * percent / 100;
                  return query.substring(0, at) + piece + query.substring(at);
                }),
        Arbitraries.of("(", "NOT ", "((`a`:int==\"1\") AND ").map(piece -> piece.repeat(20_000)),
        Arbitraries.strings().ofMaxLength(100));
  }
}
