package ai.neptune.client.api;

import ai.neptune.client.Redaction;
import ai.neptune.client.wire.MalformedResponseException;
import ai.neptune.errors.InvalidCredentialsException;
import ai.neptune.errors.NeptuneException;
import ai.neptune.errors.ProjectInaccessibleException;
import ai.neptune.errors.UnexpectedResponseException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Errors for failed API requests (docs/protocol.md, 7), in words that show no secret. */
final class ApiErrors {

  private static final int LONGEST_EXCERPT = 1000;
  private static final int LONGEST_READ = 16 * 1024;
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cntrl}]+");
  private static final Set<String> INACCESSIBLE = Set.of("ACCESS_DENIED", "PROJECT_NOT_FOUND");

  private ApiErrors() {}

  /** A response after which the request may be sent again. */
  static TransientResponseException transientFailure(
      ApiRequest request, int status, @Nullable Duration retryAfter, String body) {
    return new TransientResponseException(
        status, retryAfter, "The server answered " + status + excerpt(request, body));
  }

  /** The failure of a request that another request depends on, as that one's failure. */
  static IOException withinAnother(ApiRequest request, IOException failure) {
    String message = request.what() + ": " + failure.getMessage();
    return failure instanceof TransientResponseException response
        ? new TransientResponseException(response, message)
        : new IOException(message, failure);
  }

  /** A response with a status that is neither a success nor transient. */
  static NeptuneException finalFailure(ApiRequest request, int status, String body) {
    if (request.project() != null && INACCESSIBLE.contains(text(body, "errorType"))) {
      return new ProjectInaccessibleException(
          "The project "
              + request.project()
              + " does not exist, or the user of the API token may not read it. Check its name,"
              + " which has the form workspace/project, and whether the user is a member of it.");
    }
    return new UnexpectedResponseException(
        status,
        request.what()
            + ": the server answered "
            + status
            + excerpt(request, body)
            + ". Trying again would not help: "
            + switch (status) {
              case 400 -> "correct the options, or tell";
              case 413 -> "ask for less, or tell";
              default -> "tell";
            }
            + " the server's operator.",
        null);
  }

  /** A success with a body that cannot be decoded. */
  static UnexpectedResponseException undecodable(
      ApiRequest request, int status, String head, IOException cause) {
    return new UnexpectedResponseException(
        request.what()
            + ": the server answered "
            + status
            + " with a body that cannot be decoded"
            + reason(request, cause)
            + excerpt(request, head)
            + (ResponseTooLongException.isCauseOf(cause)
                ? ". Ask for fewer attributes at a time, or give the JVM more memory."
                : ". Does the URL in the API token lead to a Neptune server?"),
        withoutSecrets(request, cause));
  }

  /**
   * The response to the exchange of the API token says that it is not accepted.
   *
   * @param body the body of the response, which may hold the token
   */
  static InvalidCredentialsException apiTokenRejected(ApiToken token, int status, String body) {
    String message = text(body, "message");
    return new InvalidCredentialsException(
        "The server %s rejected the API token with the status %d%s. %s: get a new one from your Neptune user menu."
            .formatted(
                token.server(),
                status,
                message.isBlank()
                    ? ""
                    : ": " + shown(message.replace(token.value().reveal(), "<hidden>")),
                status == 401
                    ? "It may have been revoked"
                    : "It may be a token of another Neptune version or server"));
  }

  /** A request was refused with 401, with a new access token too. */
  static InvalidCredentialsException accessRejected(ApiRequest request) {
    return new InvalidCredentialsException(
        request.what()
            + ": the server rejected the access token that it issued for the API token, twice. Check that"
            + " the token's user is active.");
  }

  /** A field of an error body; empty if it has none. */
  private static String text(String body, String field) {
    try {
      return Json.MAPPER.readTree(body).path(field).asText();
    } catch (IOException e) {
      return "";
    }
  }

  private static String reason(ApiRequest request, IOException cause) {
    if (cause instanceof MalformedResponseException) {
      return " (" + cause.getMessage() + ")";
    }
    return request.secretResponse() ? "" : " (" + shown(String.valueOf(cause.getMessage())) + ")";
  }

  /** A cause without its own message, which may quote the response. */
  private static IOException withoutSecrets(ApiRequest request, IOException cause) {
    if (cause instanceof MalformedResponseException) {
      return cause;
    }
    if (cause.getCause() instanceof MalformedResponseException malformed) {
      return malformed;
    }
    IOException shown = new IOException(cause.getClass().getName() + reason(request, cause));
    shown.setStackTrace(cause.getStackTrace());
    return shown;
  }

  private static String excerpt(ApiRequest request, String body) {
    return request.secretResponse() || body.isBlank() ? "" : ": " + shown(body);
  }

  /** The beginning of a text from a server, in one line and without secrets. */
  static String shown(String text) {
    String beginning = text.substring(0, Math.min(text.length(), LONGEST_READ));
    String line = SPACE.matcher(Redaction.redact(beginning)).replaceAll(" ").strip();
    int length = Math.min(LONGEST_EXCERPT, line.codePointCount(0, line.length()));
    return line.substring(0, line.offsetByCodePoints(0, length));
  }
}
