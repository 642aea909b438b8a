package ai.neptune.testkit.nql;

import ai.neptune.testkit.model.Aggregate;
import ai.neptune.testkit.model.AttributeType;
import ai.neptune.testkit.nql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Parses NQL (docs/protocol.md, 6): NOT binds before AND before OR. */
public final class NqlParser {
  private static final int MAX_DEPTH = 500;

  private final List<Token> tokens;
  private final Consumer<Operand> seen;
  private int next;
  private int depth;

  private NqlParser(List<Token> tokens, Consumer<Operand> seen) {
    this.tokens = tokens;
    this.seen = seen;
  }

  /**
   * The condition that a query states.
   *
   * @param seen is given every attribute that the query names
   * @throws NqlException if the query is malformed
   */
  public static Condition parse(String query, Consumer<Operand> seen) {
    if (query.isBlank()) {
      return Condition.all();
    }
    NqlParser parser = new NqlParser(NqlLexer.tokens(query), seen);
    Condition condition = parser.disjunction();
    if (parser.peek().kind() != Kind.END) {
      throw parser.unexpected("AND, OR or the end");
    }
    return condition;
  }

  private Condition disjunction() {
    if (++depth > MAX_DEPTH) {
      throw new NqlException("the query is nested more than " + MAX_DEPTH + " deep");
    }
    List<Condition> children = new ArrayList<>();
    do {
      children.add(conjunction());
    } while (acceptWord("OR"));
    depth--;
    return Condition.or(children);
  }

  private Condition conjunction() {
    List<Condition> children = new ArrayList<>();
    do {
      children.add(negation());
    } while (acceptWord("AND"));
    return Condition.and(children);
  }

  private Condition negation() {
    boolean negated = false;
    while (acceptWord("NOT")) {
      negated = !negated;
    }
    Condition condition = primary();
    return negated ? Condition.not(condition) : condition;
  }

  private Condition primary() {
    if (acceptSymbol("(")) {
      Condition condition = disjunction();
      expectSymbol(")");
      return condition;
    }
    Operand operand = operand();
    seen.accept(operand);
    if (acceptWord("EXISTS")) {
      return Comparisons.exists(operand);
    }
    Operator operator = operator();
    Token value = take();
    if (value.kind() != Kind.QUOTED && value.kind() != Kind.WORD) {
      next--;
      throw unexpected("a value");
    }
    return Comparisons.of(operand, operator, value.text());
  }

  private Operand operand() {
    if (peek().kind() == Kind.WORD) {
      Token function = take();
      Aggregate aggregate =
          Aggregate.ofName(function.text().toLowerCase(Locale.ROOT))
              .orElseThrow(
                  () ->
                      new NqlException(
                          "\"%s\" at %d is not an aggregate"
                              .formatted(function.text(), function.offset())));
      expectSymbol("(");
      Operand operand = attribute(aggregate);
      expectSymbol(")");
      if (!operand.type().isSeries()) {
        throw new NqlException(
            "%s of `%s`: a %s has no aggregates"
                .formatted(function.text(), operand.name(), operand.type().wireName()));
      }
      return operand;
    }
    return attribute(Aggregate.LAST);
  }

  private Operand attribute(Aggregate aggregate) {
    if (peek().kind() != Kind.ATTRIBUTE) {
      throw unexpected("an attribute in back-ticks");
    }
    String name = take().text();
    if (!acceptSymbol(":")) {
      throw new NqlException("the attribute `" + name + "` has no type");
    }
    Token type = take();
    return new Operand(
        name,
        AttributeType.ofWireName(type.text())
            .orElseThrow(
                () ->
                    new NqlException(
                        "`%s` has an unknown type \"%s\"".formatted(name, type.text()))),
        aggregate);
  }

  private Operator operator() {
    Token token = take();
    switch (token.kind()) {
      case SYMBOL -> {
        for (Operator operator : Operator.values()) {
          if (operator.symbol().equals(token.text())) {
            return operator;
          }
        }
        if (token.text().equals("=")) {
          return Operator.EQUAL;
        }
      }
      case WORD -> {
        boolean negated = token.isWord("NOT");
        Token word = negated ? take() : token;
        if (word.isWord("MATCHES")) {
          return negated ? Operator.NOT_MATCHES : Operator.MATCHES;
        }
        if (word.isWord("CONTAINS")) {
          return negated ? Operator.NOT_CONTAINS : Operator.CONTAINS;
        }
      }
      default -> {}
    }
    next--;
    throw unexpected("an operator");
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    Token token = peek();
    if (token.kind() != Kind.END) {
      next++;
    }
    return token;
  }

  private boolean acceptWord(String word) {
    boolean accepted = peek().isWord(word);
    next += accepted ? 1 : 0;
    return accepted;
  }

  private boolean acceptSymbol(String symbol) {
    boolean accepted = peek().isSymbol(symbol);
    next += accepted ? 1 : 0;
    return accepted;
  }

  private void expectSymbol(String symbol) {
    if (!acceptSymbol(symbol)) {
      throw unexpected("\"" + symbol + "\"");
    }
  }

  private NqlException unexpected(String expected) {
    Token token = peek();
    return new NqlException(
        "expected %s at %d, found \"%s\"".formatted(expected, token.offset(), token.text()));
  }
}
