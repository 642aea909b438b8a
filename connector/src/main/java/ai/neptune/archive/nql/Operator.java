package ai.neptune.archive.nql;

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

  /** Whether this compares by order or equality. */
  boolean isComparison() {
    return compareTo(LESS_OR_EQUAL) <= 0;
  }

  /** Whether a three-way comparison of the attribute with the value satisfies this operator. */
  boolean accepts(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      default -> throw new IllegalStateException(symbol + " does not compare by order");
    };
  }
}
