package ai.neptune.testkit.nql;

import ai.neptune.testkit.nql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Splits a query into tokens. */
final class NqlLexer {
  private static final String[] SYMBOLS = {"==", "!=", ">=", "<=", "=", ">", "<", "(", ")", ":"};

  private final String query;
  private int offset;

  private NqlLexer(String query) {
    this.query = query;
  }

  static List<Token> tokens(String query) {
    NqlLexer lexer = new NqlLexer(query);
    List<Token> tokens = new ArrayList<>();
    do {
      tokens.add(lexer.next());
    } while (tokens.get(tokens.size() - 1).kind() != Kind.END);
    return tokens;
  }

  private Token next() {
    while (offset < query.length() && Character.isWhitespace(query.charAt(offset))) {
      offset++;
    }
    if (offset == query.length()) {
      return new Token(Kind.END, "the end", offset);
    }
    char first = query.charAt(offset);
    if (first == '`') {
      return attribute();
    }
    if (first == '"') {
      return quoted();
    }
    for (String symbol : SYMBOLS) {
      if (query.startsWith(symbol, offset)) {
        offset += symbol.length();
        return new Token(Kind.SYMBOL, symbol, offset - symbol.length());
      }
    }
    return word();
  }

  private Token attribute() {
    int start = offset;
    int end = query.indexOf('`', start + 1);
    if (end < 0) {
      throw new NqlException("the name that begins at " + start + " has no closing back-tick");
    }
    offset = end + 1;
    return new Token(Kind.ATTRIBUTE, query.substring(start + 1, end), start);
  }

  // Only \\ and \" are escapes: other backslashes belong to the value, which is often a regex.
  private Token quoted() {
    int start = offset++;
    StringBuilder value = new StringBuilder();
    while (offset < query.length()) {
      char c = query.charAt(offset++);
      if (c == '"') {
        return new Token(Kind.QUOTED, value.toString(), start);
      }
      if (c == '\\' && offset < query.length() && "\\\"".indexOf(query.charAt(offset)) >= 0) {
        c = query.charAt(offset++);
      }
      value.append(c);
    }
    throw new NqlException("the value that begins at " + start + " has no closing quote");
  }

  private Token word() {
    int start = offset;
    while (offset < query.length() && isWordCharacter(query.charAt(offset))) {
      offset++;
    }
    if (offset == start) {
      throw new NqlException("unexpected \"" + query.charAt(start) + "\" at " + start);
    }
    return new Token(Kind.WORD, query.substring(start, offset), start);
  }

  private static boolean isWordCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-' || c == '+';
  }
}
