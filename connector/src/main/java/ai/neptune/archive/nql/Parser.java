package ai.neptune.archive.nql;

import ai.neptune.archive.nql.Token.Kind;
import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Parses NQL (docs/protocol.md, 6): NOT binds more tightly than AND, and AND than OR. */
final class Parser {

  /** A deeper query would overflow the stack; no client writes one. */
  private static final int MAX_DEPTH = 500;

  private final List<Token> tokens;
  private int next;
  private int depth;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * The condition that a query states; a blank one holds for every run.
   *
   * @throws NqlSyntaxException if the query states none
   */
  static Condition parse(String query) {
    Parser parser = new Parser(Lexer.tokens(query));
    if (parser.peek().kind() == Kind.END) {
      return Condition.ALWAYS;
    }
    Condition condition = parser.disjunction();
    if (parser.peek().kind() != Kind.END) {
      throw parser.unexpected("AND, OR or the end");
    }
    return condition;
  }

  private Condition disjunction() {
    if (++depth > MAX_DEPTH) {
      throw new NqlSyntaxException("conditions are nested more than %d deep".formatted(MAX_DEPTH));
    }
    List<Condition> children = new ArrayList<>();
    do {
      children.add(conjunction());
    } while (accept("OR"));
    depth--;
    return Condition.any(children);
  }

  private Condition conjunction() {
    List<Condition> children = new ArrayList<>();
    do {
      children.add(negation());
    } while (accept("AND"));
    return Condition.all(children);
  }

  private Condition negation() {
    boolean negated = false;
    while (accept("NOT")) {
      negated = !negated;
    }
    Condition condition = primary();
    return negated ? new Condition.Not(condition) : condition;
  }

  private Condition primary() {
    if (accept("(")) {
      Condition condition = disjunction();
      expect(")");
      return condition;
    }
    Operand operand = operand();
    if (accept("EXISTS")) {
      return Comparisons.exists(operand);
    }
    Operator operator = operator();
    Token value = peek();
    if (value.kind() != Kind.QUOTED && value.kind() != Kind.WORD) {
      throw unexpected("a value");
    }
    next++;
    return Comparisons.of(operand, operator, value.text());
  }

  private Operand operand() {
    Token function = peek();
    if (function.kind() != Kind.WORD) {
      return new Operand(attribute(), Aggregate.LAST);
    }
    next++;
    Aggregate aggregate =
        Aggregate.named(function.text())
            .orElseThrow(
                () ->
                    new NqlSyntaxException(
                        "'%s' at position %d is not an aggregate; the aggregates are last, min, max, average and variance"
                            .formatted(function.text(), function.offset() + 1)));
    expect("(");
    Operand operand = new Operand(attribute(), aggregate);
    expect(")");
    Comparisons.requireAggregate(operand);
    return operand;
  }

  private AttributeDefinition attribute() {
    Token name = peek();
    if (name.kind() != Kind.ATTRIBUTE) {
      throw unexpected("an attribute in back-ticks");
    }
    next++;
    if (!accept(":")) {
      throw new NqlSyntaxException("the attribute `%s` has no type".formatted(name.text()));
    }
    Token type = peek();
    next += type.kind() == Kind.WORD ? 1 : 0;
    return new AttributeDefinition(
        name.text(),
        AttributeType.fromWireName(type.text())
            .orElseThrow(
                () ->
                    new NqlSyntaxException(
                        "`%s` has the type '%s', which is none of %s"
                            .formatted(name.text(), type.text(), wireNames()))));
  }

  private Operator operator() {
    if (accept("=")) {
      return Operator.EQUAL;
    }
    for (Operator operator : Operator.values()) {
      if (operator.isComparison() && accept(operator.symbol())) {
        return operator;
      }
    }
    int start = next;
    boolean negated = accept("NOT");
    if (accept("MATCHES")) {
      return negated ? Operator.NOT_MATCHES : Operator.MATCHES;
    }
    if (accept("CONTAINS")) {
      return negated ? Operator.NOT_CONTAINS : Operator.CONTAINS;
    }
    next = start;
    throw unexpected("an operator");
  }

  private Token peek() {
    return tokens.get(next);
  }

  /** Takes the next token if it is this symbol or, in any case, this keyword. */
  private boolean accept(String text) {
    boolean accepted = peek().is(text);
    next += accepted ? 1 : 0;
    return accepted;
  }

  private void expect(String symbol) {
    if (!accept(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
  }

  private NqlSyntaxException unexpected(String expected) {
    Token token = peek();
    return new NqlSyntaxException(
        "expected %s at position %d, found %s"
            .formatted(
                expected,
                token.offset() + 1,
                token.kind() == Kind.END ? "the end" : "'" + token.text() + "'"));
  }

  private static List<String> wireNames() {
    return Arrays.stream(AttributeType.values()).map(AttributeType::wireName).toList();
  }
}
