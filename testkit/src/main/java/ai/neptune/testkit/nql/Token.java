package ai.neptune.testkit.nql;

/**
 * A token of a query.
 *
 * @param text an attribute's name without back-ticks, a quoted value without quotes and escapes, or
 *     the text as it stands
 * @param offset where it begins in the query
 */
record Token(Kind kind, String text, int offset) {

  enum Kind {
    ATTRIBUTE,
    QUOTED,
    WORD,
    SYMBOL,
    END
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }
}
