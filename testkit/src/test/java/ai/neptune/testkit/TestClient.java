package ai.neptune.testkit;

import ai.neptune.testkit.json.JsonDocuments;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Sends requests to a server as any HTTP client would. */
final class TestClient {
  static final String SEARCH = "/api/leaderboard/v1/proto/leaderboard/entries/search/";
  static final String GLOBAL_SEARCH =
      "/api/leaderboard/v1/proto/leaderboard/entries/global/search/";
  static final String DEFINITIONS = "/api/leaderboard/v1/leaderboard/attributes/definitions/query";
  static final String VALUES = "/api/leaderboard/v1/proto/leaderboard/attributes/query";
  static final String FLOAT_SERIES = "/api/leaderboard/v1/proto/attributes/series/float";
  static final String OTHER_SERIES =
      "/api/leaderboard/v1/proto/attributes/series?useDeprecatedStringFields=false";
  static final String BUCKETS = "/api/leaderboard/v1/proto/attributes/timeseries/buckets";
  static final String SIGNED_URL = "/api/storagebridge/v1/signedUrl";
  static final String EXCHANGE = "/api/backend/v1/authorization/oauth-token";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final NeptuneServer server;
  private @Nullable String accessToken;

  TestClient(NeptuneServer server) {
    this.server = server;
  }

  /** A request to a path of the server, with a valid access token. */
  HttpRequest.Builder authorized(String path) {
    if (accessToken == null) {
      accessToken = exchange(server.apiToken()).body().get("accessToken").asText();
    }
    return request(path).header("Authorization", "Bearer " + accessToken);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.url().resolve(path));
  }

  /** A JSON response. */
  record Response(int status, JsonNode body) {
    String errorType() {
      return body.get("errorType").asText();
    }

    String message() {
      return body.get("message").asText();
    }
  }

  Response exchange(String apiToken) {
    return response(request(EXCHANGE).header("X-Neptune-Api-Token", apiToken));
  }

  Response get(String path) {
    return response(authorized(path));
  }

  Response post(String path, String json) {
    return response(authorized(path).POST(BodyPublishers.ofString(json)));
  }

  /** A protobuf response; the status must be 200. */
  <T> T post(String path, String json, Parser<T> parser) {
    return parse(bytes(authorized(path).POST(BodyPublishers.ofString(json))), parser);
  }

  static <T> T parse(HttpResponse<byte[]> response, Parser<T> parser) {
    if (response.statusCode() != 200) {
      throw new AssertionError(
          response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8));
    }
    try {
      return parser.parseFrom(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Response response(HttpRequest.Builder request) {
    HttpResponse<byte[]> response = bytes(request);
    try {
      return new Response(response.statusCode(), JsonDocuments.MAPPER.readTree(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<byte[]> bytes(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The signed URL of a blob. */
  URI sign(String project, String path) {
    Response response =
        post(
            SIGNED_URL,
            """
            {"files":[{"project_identifier":"%s","path":"%s","permission":"read"}]}
            """
                .formatted(project, path));
    return URI.create(response.body().get("files").get(0).get("url").asText());
  }
}
