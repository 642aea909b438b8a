package ai.neptune.archive.nql;

/**
 * A token of a query.
 *
 * @param text a name without its back-ticks, a value without quotes and escapes, else the text as
 *     written
 * @param offset where it begins in the query, from 0
 */
record Token(Kind kind, String text, int offset) {

  enum Kind {
    ATTRIBUTE,
    QUOTED,
    WORD,
    SYMBOL,
    END
  }

  /** Whether this is a symbol or, in any case of its letters, a keyword. */
  boolean is(String symbolOrKeyword) {
    return (kind == Kind.SYMBOL || kind == Kind.WORD) && text.equalsIgnoreCase(symbolOrKeyword);
  }
}
