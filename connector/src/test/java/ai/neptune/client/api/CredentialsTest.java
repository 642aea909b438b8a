package ai.neptune.client.api;

import static ai.neptune.client.http.ScriptedServer.EXCHANGE;
import static ai.neptune.client.http.ScriptedServer.REFRESH;
import static ai.neptune.client.http.ScriptedServer.json;
import static ai.neptune.client.http.ScriptedServer.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.RequestMetrics;
import ai.neptune.client.http.HttpRoute;
import ai.neptune.client.http.HttpTransport;
import ai.neptune.client.http.HttpUrl;
import ai.neptune.client.http.ScriptedServer;
import ai.neptune.errors.InvalidCredentialsException;
import ai.neptune.errors.UnexpectedResponseException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CredentialsTest {

  private static final String PATH = "/api/question";
  private final Instant later = Instant.now().plus(Duration.ofHours(1));
  private final Instant almostNow = Instant.now().plus(Duration.ofSeconds(20));

  private ScriptedServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = ScriptedServer.start();
    server.on(PATH, json("answer"));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void exchangesTheApiTokenOnceForAllConnections() {
    ask();
    ask();

    assertThat(server.requests(EXCHANGE)).hasSize(1);
    ScriptedServer.Request exchange = server.requests(EXCHANGE).get(0);
    assertThat(exchange.method()).isEqualTo("GET");
    assertThat(exchange.header("X-Neptune-Api-Token")).isEqualTo(server.apiToken().reveal());
    assertThat(exchange.header("Authorization")).isNull();
  }

  @Test
  void aRejectedApiTokenIsFinal() {
    server.on(EXCHANGE, status(401, "{}"));

    assertThatThrownBy(this::ask)
        .isInstanceOf(InvalidCredentialsException.class)
        .hasMessageContaining(server.url())
        .hasMessageNotContaining(server.apiToken().reveal());
    assertThat(server.requests(EXCHANGE)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404})
  void aTokenOfAnotherKindIsFinalToo(int status) {
    String token = server.apiToken().reveal();
    server.on(
        EXCHANGE,
        status(
            status,
            "{\"code\":%d,\"message\":\"Parameter 'X-Neptune-Api-Token' invalid: %s\"}"
                .formatted(status, token)));

    assertThatThrownBy(this::ask)
        .isInstanceOf(InvalidCredentialsException.class)
        .hasMessageContainingAll(
            server.url(),
            String.valueOf(status),
            "Parameter 'X-Neptune-Api-Token' invalid",
            "another Neptune version or server")
        .hasMessageNotContaining(token);
    assertThat(server.requests(EXCHANGE)).hasSize(1);
  }

  @Test
  void aRefreshTokenIsNotSentInClearWhereTheServerIsReachedOverTls() throws Exception {
    AccessToken token = AccessToken.parse(server.jwt("a", later), "refresh");

    assertThat(token.isRefreshable(HttpUrl.parse("http://h"))).isTrue();
    assertThat(token.isRefreshable(HttpUrl.parse("https://h"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 503})
  void anyOtherFailureOfTheExchangeIsTriedAgain(int status) {
    server.on(EXCHANGE, status(status, ""), server.tokens("access-1", later));

    assertThat(ask()).isEqualTo("answer");
  }

  @Test
  void anExchangeThatGivesNoTokenShowsNothingOfIt() {
    server.on(EXCHANGE, json("{\"accessToken\":\"very-secret\"}"));

    assertThatThrownBy(this::ask)
        .isInstanceOf(UnexpectedResponseException.class)
        .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("very-secret"));
  }

  @Test
  void refreshesATokenThatIsAboutToExpire() {
    server.on(EXCHANGE, server.tokens("access-1", almostNow));
    server.on(REFRESH, server.refreshed("access-2", later));

    ask();
    ask();
    ask();

    assertThat(server.requests(EXCHANGE)).hasSize(1);
    assertThat(server.requests(REFRESH)).hasSize(1);
    assertThat(server.requests(REFRESH).get(0).body())
        .matches(
            "grant_type=refresh_token&refresh_token=refresh-access-1&client_id=client"
                + "&expires_in=-?\\d+");
    assertThat(sentTokens(1)).isEqualTo(server.jwt("access-2", later));
  }

  @Test
  void exchangesAnewWhenRefreshingFails() {
    server.on(EXCHANGE, server.tokens("access-1", almostNow), server.tokens("access-2", later));
    server.on(REFRESH, status(400, "session is over"));

    ask();
    ask();

    assertThat(server.requests(EXCHANGE)).hasSize(2);
    assertThat(sentTokens(1)).isEqualTo(server.jwt("access-2", later));
  }

  @Test
  void getsANewTokenWhenTheServerRejectsTheOneItGave() {
    server.on(EXCHANGE, server.tokens("access-1", later), server.tokens("access-2", later));
    server.on(PATH, status(401, ""), json("answer"));

    assertThat(ask()).isEqualTo("answer");
    assertThat(sentTokens(0)).isEqualTo(server.jwt("access-1", later));
    assertThat(sentTokens(1)).isEqualTo(server.jwt("access-2", later));
  }

  @Test
  void aSecondRejectionIsFinal() {
    server.on(PATH, status(401, ""));

    assertThatThrownBy(this::ask).isInstanceOf(InvalidCredentialsException.class);
    assertThat(server.requests(PATH)).hasSize(2);
  }

  @Test
  void aTokenThatHasBeenReplacedMeanwhileIsNotReplacedAgain() throws IOException {
    server.on(EXCHANGE, server.tokens("access-1", later), server.tokens("access-2", later));
    Credentials credentials = new Credentials(Instant::now);
    TokenExchange exchange = exchange();
    AccessToken first = credentials.access(exchange);

    credentials.reject(first);
    AccessToken second = credentials.access(exchange);
    credentials.reject(first);

    assertThat(credentials.access(exchange)).isSameAs(second);
    assertThat(server.requests(EXCHANGE)).hasSize(2);
  }

  private TokenExchange exchange() {
    return new TokenExchange(
        ApiToken.decode(server.apiToken()),
        new HttpTransport(new HttpRoute(new HttpRoute.Settings(null, null, null))),
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        new RequestMetrics());
  }

  private String sentTokens(int request) {
    return server.requests(PATH).get(request).header("Authorization").substring("Bearer ".length());
  }

  private String ask() {
    return ApiConnection.to(server.config(), new RequestMetrics())
        .post(
            ApiRequest.post("Question", null, PATH, new byte[0]),
            body -> new String(body.readAllBytes(), UTF_8));
  }
}
