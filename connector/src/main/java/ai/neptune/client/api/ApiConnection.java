package ai.neptune.client.api;

import ai.neptune.client.ClientConfig;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.Retry;
import ai.neptune.client.http.HttpCall;
import ai.neptune.client.http.HttpConnections;
import ai.neptune.client.http.HttpRoute;
import ai.neptune.client.http.HttpTransport;
import ai.neptune.client.http.HttpUrl;
import ai.neptune.errors.InvalidApiTokenException;
import ai.neptune.errors.NeptuneException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * Sends API requests to one server: with credentials, within the limit of requests in flight, and
 * repeatedly as long as that may help (docs/protocol.md, 1 and 7). Safe for use by several threads.
 */
public final class ApiConnection {

  private final ClientConfig config;
  private final RequestMetrics metrics;
  private final ApiToken apiToken;
  private final HttpRoute route;
  private final HttpTransport transport;
  private final RequestGate gate;
  private final Outage outage;
  private final Credentials credentials;
  private final TokenExchange exchange;

  private ApiConnection(ClientConfig config, RequestMetrics metrics, ApiToken apiToken) {
    SharedState shared = SharedState.of(apiToken.server());
    this.outage = SharedState.outage(apiToken.server().origin());
    this.config = config;
    this.metrics = metrics;
    this.apiToken = apiToken;
    this.route = shared.route(config);
    this.transport = shared.transport(route);
    this.gate = shared.gate();
    this.credentials = shared.credentials(apiToken);
    this.exchange =
        new TokenExchange(
            apiToken, transport, config.requestTimeout(), config.retryHardTimeout(), metrics);
  }

  /**
   * A connection to the server that the API token names. No request is made.
   *
   * @throws InvalidApiTokenException if the token cannot be decoded or names no server
   * @throws ai.neptune.errors.InvalidTrustStoreException if the trust store cannot be read
   */
  public static ApiConnection to(ClientConfig config, RequestMetrics metrics) {
    return new ApiConnection(config, metrics, ApiToken.decode(config.apiToken()));
  }

  /**
   * Posts a request and decodes the whole response, however many attempts that takes.
   *
   * @throws NeptuneException if there is no response, or an error
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public <T> T post(ApiRequest request, ResponseDecoder<T> decoder) {
    RetrySchedule retry = schedule(request.what());
    while (true) {
      try {
        return attempt(request, decoder, retry);
      } catch (IOException e) {
        retry.waitAfter(e, outage);
      }
    }
  }

  /** The retries of something that is not an API request, under the same limits. */
  public Retry startRetry(String what) {
    return schedule(what);
  }

  /** The storage that signed URLs lead to, reached the same way as the server. */
  public BlobStorage storage() {
    return new BlobStorage(new HttpConnections(route), config, metrics.bytesReceived);
  }

  private RetrySchedule schedule(String what) {
    return new RetrySchedule(
        what,
        config.retrySoftTimeout(),
        config.retryHardTimeout(),
        metrics,
        RetrySchedule.Timing.REAL);
  }

  private <T> T attempt(ApiRequest request, ResponseDecoder<T> decoder, RetrySchedule retry)
      throws IOException {
    long pausedNanos = gate.enter(config.maxConcurrentRequests(), retry.timeLeft());
    try {
      metrics.rateLimitWaitNanos.add(pausedNanos);
      retry.excuse(pausedNanos);
      return ask(request, decoder, retry);
    } finally {
      gate.leave();
    }
  }

  private <T> T ask(ApiRequest request, ResponseDecoder<T> decoder, RetrySchedule retry)
      throws IOException {
    long begun = outage.now();
    try (ApiResponse response = sendWithAccess(request, retry)) {
      T decoded = response.decode(decoder);
      outage.responded();
      gate.succeeded();
      return decoded;
    } catch (TransientResponseException e) {
      outage.failed(begun, e, config.retrySoftTimeout());
      if (e.isRateLimit()) {
        gate.pause(pauseFor(e));
      }
      throw e;
    } catch (IOException e) {
      outage.failed(begun, null, config.retrySoftTimeout());
      throw e;
    } catch (NeptuneException e) {
      outage.responded();
      throw e;
    }
  }

  private Duration pauseFor(TransientResponseException rateLimit) {
    Duration told = rateLimit.retryAfter();
    if (told == null) {
      return Duration.ZERO;
    }
    return told.compareTo(config.retryHardTimeout()) < 0 ? told : config.retryHardTimeout();
  }

  private ApiResponse sendWithAccess(ApiRequest request, RetrySchedule retry) throws IOException {
    AccessToken access = credentials.access(exchange);
    ApiResponse response = send(request, access, retry);
    if (response.status() != 401) {
      return response;
    }
    response.close();
    credentials.reject(access);
    metrics.retries.increment();
    response = send(request, credentials.access(exchange), retry);
    if (response.status() == 401) {
      response.close();
      throw ApiErrors.accessRejected(request);
    }
    return response;
  }

  private ApiResponse send(ApiRequest request, AccessToken access, RetrySchedule retry)
      throws IOException {
    metrics.requests.increment();
    Duration timeLeft = retry.timeLeft();
    long deadlineNanos = System.nanoTime() + timeLeft.toNanos();
    Duration timeout = config.requestTimeout();
    Map<String, String> headers =
        Map.of(
            "Authorization",
            "Bearer " + access.value().reveal(),
            "Content-Type",
            request.contentType(),
            "Accept",
            "*/*",
            "Accept-Encoding",
            "gzip");
    HttpUrl url = apiToken.server().append(request.path());
    HttpCall call =
        request.body() == null
            ? HttpCall.get(url, headers)
            : HttpCall.post(url, headers, request.body());
    return new ApiResponse(
        request,
        transport.send(
            call,
            timeLeft.compareTo(timeout) < 0 ? timeLeft : timeout,
            deadlineNanos,
            metrics.bytesReceived));
  }
}
