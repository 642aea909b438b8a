package ai.neptune.client.api;

import java.util.regex.Pattern;

/** Takes out of a text what looks like a secret, before it is shown. */
final class Redaction {

  private static final String HIDDEN = "<hidden>";

  /** The query string of a URL: in a signed one it is the signature. */
  private static final Pattern URL_QUERY =
      Pattern.compile("(https?:[\\\\/]+[^\\s\"'<>?]*)\\?[^\\s\"'<>]*", Pattern.CASE_INSENSITIVE);

  /** JWTs and API tokens are base64 of JSON, and so begin with a brace and a quotation mark. */
  private static final Pattern ENCODED_JSON = Pattern.compile("ey[A-Za-z0-9+/_-]{14}[\\w+/=.-]*");

  /** A field, parameter or header named like a secret, with its value. */
  private static final Pattern NAMED =
      Pattern.compile(
          "([\\w-]*(?:token|secret|password|signature|authorization|api_?key|credential)[\"']?"
              + "\\s*[:=]\\s*(?:Bearer\\s+)?)(\"[^\"]*\"?|'[^']*'?|[^\\s\"',;&}]+)",
          Pattern.CASE_INSENSITIVE);

  private Redaction() {}

  static String redact(String text) {
    String redacted = URL_QUERY.matcher(text).replaceAll("$1?" + HIDDEN);
    redacted = NAMED.matcher(redacted).replaceAll("$1" + HIDDEN);
    return ENCODED_JSON.matcher(redacted).replaceAll(HIDDEN);
  }
}
