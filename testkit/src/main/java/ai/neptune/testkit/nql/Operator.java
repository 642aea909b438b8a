package ai.neptune.testkit.nql;

/** How a condition compares an attribute with a value. */
enum Operator {
  EQUAL("=="),
  NOT_EQUAL("!="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  MATCHES("MATCHES"),
  NOT_MATCHES("NOT MATCHES"),
  CONTAINS("CONTAINS"),
  NOT_CONTAINS("NOT CONTAINS");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  String symbol() {
    return symbol;
  }

  /** Whether values are compared by order or equality, not by content. */
  boolean isComparison() {
    return switch (this) {
      case MATCHES, NOT_MATCHES, CONTAINS, NOT_CONTAINS -> false;
      default -> true;
    };
  }

  /** Whether the result of a three-way comparison satisfies this comparison. */
  boolean accepts(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      default -> throw new IllegalStateException("no comparison: " + symbol);
    };
  }
}
