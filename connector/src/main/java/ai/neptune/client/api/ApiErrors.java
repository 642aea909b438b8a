package ai.neptune.client.api;

import ai.neptune.client.http.HttpUrls;
import ai.neptune.client.wire.MalformedResponseException;
import ai.neptune.errors.InvalidCredentialsException;
import ai.neptune.errors.NeptuneException;
import ai.neptune.errors.ProjectInaccessibleException;
import ai.neptune.errors.UnexpectedResponseException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** What failures of API requests mean (docs/protocol.md, 7), in words that show no secret. */
final class ApiErrors {

  private static final int LONGEST_EXCERPT = 1000;
  private static final Set<String> INACCESSIBLE = Set.of("ACCESS_DENIED", "PROJECT_NOT_FOUND");

  private ApiErrors() {}

  /** A response after which the request may be sent again. */
  static TransientResponseException transientFailure(
      ApiRequest request, int status, Duration retryAfter, String body) {
    return new TransientResponseException(
        status, retryAfter, "The server answered " + status + excerpt(request, body));
  }

  /** A failure of a request that another had to wait for, and whose failure it becomes. */
  static IOException withinAnother(ApiRequest request, IOException failure) {
    String message = request.what() + ": " + failure.getMessage();
    return failure instanceof TransientResponseException response
        ? new TransientResponseException(response, message)
        : new IOException(message, failure);
  }

  /** A response with a status that is neither a success nor transient. */
  static NeptuneException finalFailure(ApiRequest request, int status, String body) {
    if (request.project() != null && INACCESSIBLE.contains(errorType(body))) {
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
            + (status == 413 ? "ask for less, or tell" : "tell")
            + " the server's operator.",
        null);
  }

  /** A success whose body is not what it should be. */
  static UnexpectedResponseException undecodable(
      ApiRequest request, int status, String head, IOException cause) {
    return new UnexpectedResponseException(
        request.what()
            + ": the server answered "
            + status
            + " with a body that cannot be understood"
            + reason(request, cause)
            + excerpt(request, head)
            + (ResponseTooLongException.isCauseOf(cause)
                ? ". Ask for fewer attributes at a time, or give the JVM more memory."
                : ". Does the URL in the API token lead to a Neptune server?"),
        withoutSecrets(request, cause));
  }

  /** The exchange of the API token was answered with 401. */
  static InvalidCredentialsException apiTokenRejected(ApiToken token) {
    return new InvalidCredentialsException(
        "The server "
            + HttpUrls.withoutQuery(token.server())
            + " rejected the API token. It may have been revoked: get a new one from your Neptune"
            + " user menu.");
  }

  /** A request was answered with 401, with a new access token too. */
  static InvalidCredentialsException accessRejected(ApiRequest request) {
    return new InvalidCredentialsException(
        request.what()
            + ": the server rejected the access that it gave for the API token, twice. Check that"
            + " the token's user is active.");
  }

  private static String errorType(String body) {
    try {
      JsonNode json = Json.MAPPER.readTree(body);
      return json.path("errorType").asText();
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

  /** A cause that is printed with its own message, which may quote the response. */
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

  /** The beginning of a foreign text, in one line and without secrets. */
  private static String shown(String text) {
    String line = Redaction.redact(text).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    int length = Math.min(LONGEST_EXCERPT, line.codePointCount(0, line.length()));
    return line.substring(0, line.offsetByCodePoints(0, length));
  }
}
