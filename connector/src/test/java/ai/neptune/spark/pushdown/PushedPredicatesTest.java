package ai.neptune.spark.pushdown;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.StepRange;
import ai.neptune.client.query.Nql;
import ai.neptune.spark.options.NeptuneOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.FieldReference;
import org.apache.spark.sql.connector.expressions.LiteralValue;
import org.apache.spark.sql.connector.expressions.filter.And;
import org.apache.spark.sql.connector.expressions.filter.Not;
import org.apache.spark.sql.connector.expressions.filter.Or;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PushedPredicatesTest {

  private static final Map<String, PushableColumn> COLUMNS =
      Map.ofEntries(
          Map.entry("project", PushableColumn.of(PushableColumn.Content.PROJECT)),
          Map.entry("experiment", PushableColumn.of(PushableColumn.Content.NAME)),
          Map.entry("attribute", PushableColumn.of(PushableColumn.Content.ATTRIBUTE)),
          Map.entry("step", PushableColumn.of(PushableColumn.Content.STEP)),
          value("f", AttributeType.FLOAT),
          value("loss", AttributeType.FLOAT_SERIES),
          value("i", AttributeType.INT),
          value("s", AttributeType.STRING),
          value("b", AttributeType.BOOL),
          value("t", AttributeType.DATETIME),
          value("set", AttributeType.STRING_SET),
          value("file", AttributeType.FILE),
          value("files", AttributeType.FILE_SERIES),
          value("hists", AttributeType.HISTOGRAM_SERIES),
          value("tick`s", AttributeType.FLOAT));

  @ParameterizedTest
  @MethodSource("comparisonsWithSteps")
  void comparisonsWithStepsBecomeAClosedRange(
      String operator, double literal, Double from, Double to) {
    PushedPredicates pushed = push(compare(operator, "step", literal));
    assertThat(pushed.conditions().steps().range()).isEqualTo(new StepRange(from, to));
    assertThat(pushed.conditions().steps().ofSeriesOnly()).isTrue();
    assertThat(pushed.residual()).isEmpty();
  }

  static Stream<Arguments> comparisonsWithSteps() {
    return Stream.of(
        Arguments.of(">=", 5.0, 5.0, null),
        Arguments.of(">", 5.0, 5.000001, null),
        Arguments.of("<=", 5.0, null, 5.0),
        Arguments.of("<", 5.0, null, 4.999999),
        Arguments.of("=", 0.1, 0.1, 0.1),
        Arguments.of(">", 0.1, 0.100001, null),
        Arguments.of(">=", -3.0, null, null),
        Arguments.of(">=", -0.0, null, null),
        Arguments.of("<=", -0.0, null, 0.0),
        Arguments.of("<", Double.POSITIVE_INFINITY, null, null),
        Arguments.of(">", 99999999999.5, Math.nextUp(99999999999.5), null));
  }

  @Test
  void whatNoStepSatisfiesIsNotRead() {
    for (Predicate predicate :
        List.of(
            compare("<", "step", 0.0),
            compare("=", "step", -1.0),
            compare(">", "step", Double.POSITIVE_INFINITY),
            compare(">=", "step", 1e12),
            new And(compare(">", "step", 5.0), compare("<", "step", 5.000001)))) {
      PushedPredicates pushed = push(predicate);
      assertThat(pushed.conditions().areContradictory()).as("%s", predicate).isTrue();
      assertThat(pushed.residual()).isEmpty();
    }
    PushedPredicates beyondTheOption =
        PushedPredicates.of(
            new Predicate[] {compare(">", "step", 10.0)}, COLUMNS, options("stepRange", "0,10"));
    assertThat(beyondTheOption.conditions().areContradictory()).isTrue();
  }

  @Test
  void stepsBetweenTwoMultiplesOfAMillionthAreWidenedAndComparedAgain() {
    PushedPredicates pushed =
        push(compare(">", "step", 1.0000005), compare("<=", "step", 2.0000005));
    assertThat(pushed.conditions().steps().range()).isEqualTo(new StepRange(1.0, 2.000001));
    assertThat(pushed.residual()).hasSize(2);
  }

  @Test
  void severalStepsAreReadAsTheRangeThatHoldsThem() {
    PushedPredicates pushed =
        push(
            in("step", 1.0, 7.0, 3.0),
            new Or(compare("<", "step", 5.0), compare("=", "step", 6.0)));
    assertThat(pushed.conditions().steps().range()).isEqualTo(new StepRange(1.0, 6.0));
    assertThat(pushed.residual()).hasSize(2);
  }

  @Test
  void nanAndNullAreLeftToSpark() {
    assertLeft(compare("<", "step", Double.NaN));
    assertLeft(compare("=", "f", Double.NaN));
    assertLeft(in("f", 1.0, Double.NaN));
    assertLeft(
        new Predicate(
            "=", new Expression[] {column("f"), new LiteralValue<>(null, DataTypes.DoubleType)}));
  }

  @Test
  void namesAreEvaluatedExactlyAndNarrowTheSearch() {
    PushedPredicates pushed =
        push(
            in("experiment", "a", "b\"c"),
            compare("STARTS_WITH", "attribute", "m/"),
            compare("=", "project", "x/y"));
    assertThat(pushed.residual()).isEmpty();
    assertThat(pushed.conditions().names().names()).containsExactly("a", "b\"c");
    assertThat(pushed.conditions().attributes().prefixes()).containsExactly("m/");
    assertThat(pushed.conditions().projects().names()).containsExactly("x/y");
    assertThat(nql(pushed))
        .containsExactly("(`sys/name`:string == \"a\") OR (`sys/name`:string == \"b\\\"c\")");
  }

  @Test
  void aRunWithoutARunIdIsFoundByItsSysId() {
    PushedPredicates pushed =
        PushedPredicates.of(
            new Predicate[] {compare("STARTS_WITH", "run", "r.")},
            Map.of("run", PushableColumn.of(PushableColumn.Content.NAME)),
            options("container", "run"));
    assertThat(nql(pushed))
        .containsExactly(
            "((`sys/custom_run_id`:string MATCHES \"^r\\\\.\")) OR"
                + " ((`sys/id`:string MATCHES \"^r\\\\.\"))");
  }

  @Test
  void moreNamesThanAQueryHoldsAreCheckedByTheConnectorAlone() {
    Object[] names = IntStream.range(0, 100_000).mapToObj(i -> "name-" + i).toArray();
    PushedPredicates pushed = push(in("experiment", names), compare("=", "s", "x"));
    assertThat(pushed.conditions().names().matches("name-99999")).isTrue();
    assertThat(pushed.conditions().names().matches("name-x")).isFalse();
    assertThat(nql(pushed)).containsExactly("`s`:string == \"x\"");
  }

  @Test
  void aUsersLongQueryLeavesLessRoom() {
    PushedPredicates pushed =
        PushedPredicates.of(
            new Predicate[] {compare("=", "s", "x")},
            COLUMNS,
            options("query", "`s`:string != \"" + "x".repeat(Nql.MAX_BYTES / 2) + "\""));
    assertThat(pushed.conditions().runs()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("comparisonsWithValues")
  void comparisonsWithValuesBecomeNqlThatFindsNoLess(Predicate predicate, String nql) {
    PushedPredicates pushed = push(predicate);
    assertThat(nql(pushed)).containsExactly(nql);
    assertThat(pushed.residual()).containsExactly(predicate);
    assertThat(pushed.pushed()).containsExactly(predicate);
  }

  static Stream<Arguments> comparisonsWithValues() {
    long micros = 1_756_459_107_946_123L;
    long big = 9_007_199_254_740_993L;
    return Stream.of(
        Arguments.of(compare("=", "f", 0.5), "`f`:float == \"0.5\""),
        Arguments.of(compare("=", "f", -0.0), "(`f`:float == \"0.0\") OR (`f`:float == \"-0.0\")"),
        Arguments.of(compare("<=", "f", -0.0), "`f`:float <= \"0.0\""),
        Arguments.of(
            compare(">=", "f", 0.0), "(`f`:float EXISTS) AND (NOT (`f`:float < \"-0.0\"))"),
        Arguments.of(
            compare(">", "loss", 0.5),
            "(`loss`:floatSeries EXISTS) AND (NOT (`loss`:floatSeries <= \"0.5\"))"),
        Arguments.of(compare("<", "f", Double.POSITIVE_INFINITY), "`f`:float < \"inf\""),
        Arguments.of(compare("<", "i", 5L), "`i`:int < \"5\""),
        Arguments.of(compare("<", "i", big), "`i`:int <= \"9007199254740993\""),
        Arguments.of(compare(">", "i", -big), "`i`:int >= \"-9007199254740993\""),
        Arguments.of(in("i", 1L, 2L), "(`i`:int == \"1\") OR (`i`:int == \"2\")"),
        Arguments.of(compare("STARTS_WITH", "s", "a.b"), "`s`:string MATCHES \"^a\\\\.b\""),
        Arguments.of(compare("ENDS_WITH", "s", "\"$"), "`s`:string MATCHES \"\\\"\\\\$$\""),
        Arguments.of(compare("CONTAINS", "s", "%"), "`s`:string CONTAINS \"%\""),
        Arguments.of(compare("=", "b", true), "`b`:bool == \"True\""),
        Arguments.of(new Not(compare("=", "b", true)), "`b`:bool == \"False\""),
        Arguments.of(
            timestamp("=", micros),
            "(`t`:datetime >= \"2025-08-29T09:18:27.946+00:00\") AND"
                + " (`t`:datetime <= \"2025-08-29T09:18:27.947+00:00\")"),
        Arguments.of(timestamp("<", micros), "`t`:datetime <= \"2025-08-29T09:18:27.947+00:00\""),
        Arguments.of(isNotNull("file"), "`file`:fileRef EXISTS"),
        Arguments.of(isNotNull("set"), "`set`:stringSet EXISTS"),
        Arguments.of(
            new Or(compare("=", "s", "x"), compare("=", "experiment", "e")),
            "(`s`:string == \"x\") OR ((`sys/name`:string == \"e\"))"),
        Arguments.of(
            new And(compare("=", "s", "x"), compare("<", "s", "y")), "(`s`:string == \"x\")"));
  }

  @Test
  void whatTheServerMightUnderstandDifferentlyIsLeftToSpark() {
    assertLeft(compare("<", "s", "x"));
    assertLeft(compare("<>", "f", 1.0));
    assertLeft(compare("<=>", "f", 1.0));
    assertLeft(new Not(compare("=", "f", 1.0)));
    assertLeft(compare("=", "tick`s", 1.0));
    assertLeft(isNotNull("files"));
    assertLeft(isNotNull("hists"));
    assertLeft(isNotNull("tick`s"));
    assertLeft(compare("=", "unknown", 1.0));
    assertLeft(new Or(compare("=", "f", 1.0), compare("<", "s", "x")));
    assertLeft(compare("STARTS_WITH", "s", "x".repeat(2_000)));
  }

  @Test
  void literalsOfOtherTypesAndFieldsOfStructsAreLeftToSpark() {
    assertLeft(predicate("=", column("f"), literal(1L)));
    assertLeft(predicate("=", column("i"), literal(1.0)));
    assertLeft(predicate("=", column("experiment"), literal(1L)));
    assertLeft(predicate("=", Expressions.column("file.path"), literal("x")));
    assertLeft(predicate("=", column("f"), column("f")));
    assertLeft(predicate("=", column("t"), new LiteralValue<>(1L, DataTypes.TimestampNTZType)));
  }

  @Test
  void textThatIsNoUtf8IsLeftToSpark() {
    UTF8String broken = UTF8String.fromBytes(new byte[] {'a', (byte) 0xC3});
    assertLeft(
        predicate(
            "STARTS_WITH", column("experiment"), new LiteralValue<>(broken, DataTypes.StringType)));
  }

  @Test
  void anExistingValueIsNotAskedForBesideAComparisonWithIt() {
    PushedPredicates pushed = push(isNotNull("f"), compare("<", "f", 1.0), isNotNull("s"));
    assertThat(nql(pushed)).containsExactly("`f`:float < \"1.0\"", "`s`:string EXISTS");
  }

  @Test
  void oneOfNoNamesIsNeverTrue() {
    PushedPredicates pushed = push(in("experiment"));
    assertThat(pushed.conditions().areContradictory()).isTrue();
    assertThat(pushed.residual()).isEmpty();
    assertThat(
            PushedPredicates.onNames(new Predicate[] {in("attribute")}, COLUMNS).areContradictory())
        .isTrue();
    assertThat(
            push(new Predicate("OR", new Expression[] {in("experiment"), in("experiment", "a")}))
                .conditions()
                .names())
        .isEqualTo(NameCondition.in(Set.of("a")));
  }

  private static void assertLeft(Predicate predicate) {
    PushedPredicates pushed = push(predicate);
    assertThat(pushed.conditions()).as("%s", predicate).isEqualTo(Conditions.NONE);
    assertThat(pushed.residual()).containsExactly(predicate);
    assertThat(pushed.pushed()).isEmpty();
  }

  private static PushedPredicates push(Predicate... predicates) {
    return PushedPredicates.of(predicates, COLUMNS, options("container", "experiment"));
  }

  private static List<String> nql(PushedPredicates pushed) {
    return pushed.conditions().runs().stream().map(Nql::text).toList();
  }

  private static NeptuneOptions options(String name, String value) {
    return NeptuneOptions.read(
        Map.of("relation", "metrics", "project", "a/b", "apiToken", "token", name, value),
        Map.of());
  }

  private static Map.Entry<String, PushableColumn> value(String name, AttributeType type) {
    return Map.entry(name, PushableColumn.ofValue(new AttributeDefinition(name, type)));
  }

  private static Predicate compare(String operator, String column, Object literal) {
    return predicate(operator, column(column), literal(literal));
  }

  private static Predicate timestamp(String operator, long micros) {
    return predicate(operator, column("t"), new LiteralValue<>(micros, DataTypes.TimestampType));
  }

  private static Predicate in(String column, Object... literals) {
    List<Expression> children = new ArrayList<>(List.of(column(column)));
    Arrays.stream(literals).map(PushedPredicatesTest::literal).forEach(children::add);
    return new Predicate("IN", children.toArray(Expression[]::new));
  }

  private static Predicate isNotNull(String column) {
    return new Predicate("IS_NOT_NULL", new Expression[] {column(column)});
  }

  private static Predicate predicate(String operator, Expression left, Expression right) {
    return new Predicate(operator, new Expression[] {left, right});
  }

  /** A column whose name is one part, dots and back-ticks included. */
  private static Expression column(String name) {
    return FieldReference.column(name);
  }

  private static Expression literal(Object value) {
    if (value instanceof String text) {
      return new LiteralValue<>(UTF8String.fromString(text), DataTypes.StringType);
    }
    DataType type =
        value instanceof Double
            ? DataTypes.DoubleType
            : value instanceof Long ? DataTypes.LongType : DataTypes.BooleanType;
    return new LiteralValue<>(value, type);
  }
}
