package ai.neptune.archive.nql;

import ai.neptune.archive.nql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Splits a query into tokens. */
final class Lexer {

  private final String query;
  private int next;

  private Lexer(String query) {
    this.query = query;
  }

  /**
   * The tokens of a query; the last is {@link Kind#END}.
   *
   * @throws NqlSyntaxException if a name or a value has no end, or a character no place in NQL
   */
  static List<Token> tokens(String query) {
    Lexer lexer = new Lexer(query);
    List<Token> tokens = new ArrayList<>();
    lexer.skipSpace();
    while (lexer.next < query.length()) {
      tokens.add(lexer.token());
      lexer.skipSpace();
    }
    tokens.add(new Token(Kind.END, "", query.length()));
    return tokens;
  }

  private void skipSpace() {
    while (next < query.length() && Character.isWhitespace(query.charAt(next))) {
      next++;
    }
  }

  private Token token() {
    char first = query.charAt(next);
    return switch (first) {
      case '`' -> attribute();
      case '"' -> quoted();
      case '(', ')', ':' -> symbol(1);
      case '=', '!', '<', '>' -> symbol(query.startsWith("=", next + 1) ? 2 : 1);
      default -> word();
    };
  }

  private Token attribute() {
    int start = next;
    int close = query.indexOf('`', start + 1);
    if (close < 0) {
      throw error("the name that begins at position %d has no closing back-tick", start);
    }
    next = close + 1;
    return new Token(Kind.ATTRIBUTE, query.substring(start + 1, close), start);
  }

  /** Only {@code \\} and {@code \"} are escapes: other backslashes belong to the value. */
  private Token quoted() {
    int start = next++;
    StringBuilder value = new StringBuilder();
    while (next < query.length()) {
      char c = query.charAt(next++);
      if (c == '"') {
        return new Token(Kind.QUOTED, value.toString(), start);
      }
      boolean escapes =
          c == '\\'
              && next < query.length()
              && (query.charAt(next) == '\\' || query.charAt(next) == '"');
      value.append(escapes ? query.charAt(next++) : c);
    }
    throw error("the value that begins at position %d has no closing quote", start);
  }

  private Token symbol(int length) {
    int start = next;
    next += length;
    String symbol = query.substring(start, next);
    if (symbol.equals("!")) {
      throw error("'!' at position %d is not an operator; write !=, NOT or NOT MATCHES", start);
    }
    return new Token(Kind.SYMBOL, symbol, start);
  }

  private Token word() {
    int start = next;
    while (next < query.length() && isPartOfWord(query.charAt(next))) {
      next++;
    }
    if (next == start) {
      throw error("the character at position %d has no meaning outside of quotes", start);
    }
    return new Token(Kind.WORD, query.substring(start, next), start);
  }

  private static boolean isPartOfWord(char c) {
    return Character.isLetterOrDigit(c) || "_.+-".indexOf(c) >= 0;
  }

  private static NqlSyntaxException error(String format, int offset) {
    return new NqlSyntaxException(format.formatted(offset + 1));
  }
}
