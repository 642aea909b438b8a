package ai.neptune.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestLogTest {
  private static final String CONFIG = "/api/backend/v1/clients/config";

  private final NeptuneServer server =
      NeptuneServer.start(
          """
          {"project": "team/log", "runs": [{"run": "a",
           "attributes": {"f": {"type": "file", "size": 1000, "path": "f"}}}]}
          """);
  private final TestClient client = new TestClient(server);

  @BeforeEach
  void authorizeOnce() {
    client.authorized(CONFIG);
    server.resetRequests();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void countsRequestsByPathAndStatusAndBytesOfBodies() {
    client.bytes(HttpRequest.newBuilder(client.sign("team/log", "f")));
    long signed = server.requests().bytesSent() - 1000;
    client.bytes(HttpRequest.newBuilder(client.sign("team/log", "f")));
    client.get("/api/backend/v1/projects/get?projectIdentifier=no/where");

    assertThat(server.requests().count("signedUrl", 200)).isEqualTo(2);
    assertThat(server.requests().count("^/storage/team/log/f$")).isEqualTo(2);
    assertThat(server.requests().count("projects/get", 404)).isEqualTo(1);
    assertThat(server.requests().bytesSent()).isGreaterThan(2000 + 2 * signed);
  }

  @Test
  void isServedOverHttpAndDoesNotCountThat() {
    client.response(client.request(CONFIG));
    client.response(client.request("/testkit/requests"));
    JsonNode log = client.response(client.request("/testkit/requests")).body();

    assertThat(log.get("requests")).hasSize(1);
    assertThat(log.get("requests").get(0).get("path").asText()).isEqualTo(CONFIG);
    assertThat(log.get("requests").get(0).get("status").asInt()).isEqualTo(200);
    assertThat(log.get("requests").get(0).get("count").asInt()).isEqualTo(1);
    assertThat(log.get("maxInFlight").asInt()).isEqualTo(1);

    client.response(client.request("/testkit/requests").DELETE());
    assertThat(server.requests().requests()).isEmpty();
    assertThat(server.requests().bytesSent()).isZero();
  }

  @Test
  void seesHowManyRequestsAreInFlightAtOneTime() {
    server.addFaults("[{\"path\": \"config\", \"latencyMs\": 500, \"times\": -1}]");

    CompletableFuture.allOf(
            IntStream.range(0, 3)
                .mapToObj(
                    i ->
                        CompletableFuture.runAsync(
                            () -> new TestClient(server).response(client.request(CONFIG)),
                            task -> new Thread(task).start()))
                .toArray(CompletableFuture[]::new))
        .join();

    assertThat(server.requests().maxInFlight()).isEqualTo(3);
    assertThat(server.requests().maxTransfersInFlight()).isZero();
  }

  @Test
  void sequentialRequestsAreNeverInFlightTogether() {
    for (int i = 0; i < 200; i++) {
      // A connection each: a client may send again before the server has cleaned up.
      new TestClient(server).response(client.request(CONFIG));
    }

    assertThat(server.requests().maxInFlight()).isEqualTo(1);
  }
}
