package ai.neptune.spark.faults;

import ai.neptune.spark.faults.FaultedServer.Limits;
import ai.neptune.spark.faults.Outcome.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every kind of request with every fault that the test server knows: once, a few times, and for
 * ever. Most of the time is spent waiting to try again, so that many are tried at once.
 */
@Tag("fault-matrix")
final class FaultMatrixTest {

  private static final int AT_ONCE = 16;
  private static final long A_FEW = 2;
  private static final long FOR_EVER = -1;

  private static final Limits PATIENT =
      new Limits(Duration.ofSeconds(3), Duration.ofSeconds(60), Duration.ofSeconds(90));
  private static final Limits IMPATIENT =
      new Limits(Duration.ofMillis(600), Duration.ofMillis(900), Duration.ofSeconds(10));

  /** The fault; then what comes of it once, a few times, and for ever. Any request: */
  private static final String ANY =
      """
      {"status": 500}                                       | ROWS       | ROWS       | EXHAUSTED
      {"status": 503, "retryAfter": 0.05}                   | ROWS       | ROWS       | EXHAUSTED
      {"status": 503, "body": "PGh0bWw+"}                   | ROWS       | ROWS       | EXHAUSTED
      {"status": 408}                                       | ROWS       | ROWS       | EXHAUSTED
      {"status": 425}                                       | ROWS       | ROWS       | EXHAUSTED
      {"status": 429}                                       | ROWS       | ROWS       | EXHAUSTED
      {"status": 429, "retryAfter": 0.05}                   | ROWS       | ROWS       | EXHAUSTED
      {"status": 429, "retryAfter": "soon"}                 | ROWS       | ROWS       | EXHAUSTED
      {"status": 429, "retryAfter": 7200}                   | EXHAUSTED  | EXHAUSTED  | EXHAUSTED
      {"status": 503, "retryAfter": "Fri, 31 Dec 9999 23:59:59 GMT"} | EXHAUSTED | EXHAUSTED | EXHAUSTED
      {"closeConnection": true}                             | ROWS       | ROWS       | EXHAUSTED
      {"truncateAfterBytes": 0}                             | ROWS       | ROWS       | EXHAUSTED
      {"truncateAfterBytes": 5}                             | ROWS       | ROWS       | EXHAUSTED
      {"contentLength": 1000000}                            | ROWS       | ROWS       | EXHAUSTED
      {"latencyMs": 20}                                     | ROWS       | ROWS       | ROWS
      {"latencyMs": 3500}                                   | ROWS       | ROWS       | EXHAUSTED
      {"bytesPerSecond": 20000}                             | ROWS       | ROWS       | ROWS
      {"headers": {"Content-Type": "image/gif"}}            | ROWS       | ROWS       | ROWS
      """;

  /** The API, once the user is known. */
  private static final String API =
      """
      {"status": 302, "headers": {"Location": "http://x/"}} | UNEXPECTED | UNEXPECTED | UNEXPECTED
      {"status": 400}                                       | UNEXPECTED | UNEXPECTED | UNEXPECTED
      {"status": 404}                                       | UNEXPECTED | UNEXPECTED | UNEXPECTED
      {"status": 413}                                       | UNEXPECTED | UNEXPECTED | UNEXPECTED
      {"status": 401}                                       | ROWS       | REFUSED    | REFUSED
      {"garble": true}                                      | UNEXPECTED | UNEXPECTED | UNEXPECTED
      {"contentLength": 5}                                  | UNEXPECTED | UNEXPECTED | UNEXPECTED
      {"body": "PGh0bWw+bG9naW48L2h0bWw+"}                  | UNEXPECTED | UNEXPECTED | UNEXPECTED
      {"headers": {"Content-Encoding": "gzip"}}             | UNEXPECTED | UNEXPECTED | UNEXPECTED
      """;

  /** Requests that name a project: a JSON error of the type ACCESS_DENIED. */
  private static final String DENIED =
      """
      {"status": 403, "body": "eyJlcnJvclR5cGUiOiJBQ0NFU1NfREVOSUVEIn0="} | INACCESSIBLE | INACCESSIBLE | INACCESSIBLE
      """;

  /** Requests for pages that are told by a token. */
  private static final String PAGED =
      """
      {"repeatPageToken": true}                             | CIRCLE     | CIRCLE     | CIRCLE
      """;

  /** A page of definitions that is not full is the last, whatever its token. */
  private static final String SHORT_PAGE =
      """
      {"repeatPageToken": true}                             | ROWS       | ROWS       | ROWS
      """;

  private static final String EXCHANGE =
      """
      {"status": 302, "headers": {"Location": "http://x/"}} | UNEXPECTED | UNEXPECTED | UNEXPECTED
      {"status": 400}                                       | REJECTED   | REJECTED   | REJECTED
      {"status": 403}                                       | REJECTED   | REJECTED   | REJECTED
      {"status": 404}                                       | REJECTED   | REJECTED   | REJECTED
      {"status": 401}                                       | REJECTED   | REJECTED   | REJECTED
      {"garble": true}                                      | UNEXPECTED | UNEXPECTED | UNEXPECTED
      {"contentLength": 5}                                  | UNEXPECTED | UNEXPECTED | UNEXPECTED
      {"body": "PGh0bWw+bG9naW48L2h0bWw+"}                  | UNEXPECTED | UNEXPECTED | UNEXPECTED
      """;

  /** Whatever a refresh comes to, the API token is exchanged again. */
  private static final String REFRESH =
      """
      {"status": 302}                                       | ROWS       | ROWS       | ROWS
      {"status": 400}                                       | ROWS       | ROWS       | ROWS
      {"status": 401}                                       | ROWS       | ROWS       | ROWS
      {"status": 429, "retryAfter": 7200}                   | ROWS       | ROWS       | ROWS
      {"status": 500}                                       | ROWS       | ROWS       | ROWS
      {"closeConnection": true}                             | ROWS       | ROWS       | ROWS
      {"truncateAfterBytes": 5}                             | ROWS       | ROWS       | ROWS
      {"garble": true}                                      | ROWS       | ROWS       | ROWS
      {"body": "PGh0bWw+bG9naW48L2h0bWw+"}                  | ROWS       | ROWS       | ROWS
      {"bytesPerSecond": 20000}                             | ROWS       | ROWS       | ROWS
      """;

  private static final String SIGNING =
      """
      {"signedUrlPrefix": "file:///etc/passwd?"}            | NOT_HTTP   | NOT_HTTP   | NOT_HTTP
      {"signedUrlPrefix": "ftp://127.0.0.1/"}               | NOT_HTTP   | NOT_HTTP   | NOT_HTTP
      {"signedUrlPrefix": "jar:http://127.0.0.1!/"}         | NOT_HTTP   | NOT_HTTP   | NOT_HTTP
      {"signedUrlPrefix": "http://user:pass@127.0.0.1"}     | NOT_HTTP   | NOT_HTTP   | NOT_HTTP
      {"signedUrlPrefix": " \\u0000//"}                     | NOT_HTTP   | NOT_HTTP   | NOT_HTTP
      """;

  private static final String BLOB =
      """
      {"status": 302, "headers": {"Location": "file:///etc/passwd"}} | NOT_HTTP | NOT_HTTP | NOT_HTTP
      {"status": 302}                                       | STORAGE    | STORAGE    | STORAGE
      {"status": 405}                                       | STORAGE    | STORAGE    | STORAGE
      {"status": 404}                                       | MISSING    | MISSING    | MISSING
      {"status": 400}                                       | ROWS       | ROWS       | SIGNATURES
      {"status": 403}                                       | ROWS       | ROWS       | SIGNATURES
      {"expireSignedUrls": true}                            | ROWS       | ROWS       | SIGNATURES
      """;

  private static final BlockingQueue<FaultedServer> SERVERS = new LinkedBlockingQueue<>();
  private static final BlockingQueue<FaultedServer> SERVERS_OF_SHORT_TOKENS =
      new LinkedBlockingQueue<>();
  private static final Map<FaultedRequest, List<String>> RIGHT =
      new EnumMap<>(FaultedRequest.class);
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(AT_ONCE);

  @BeforeAll
  static void learnTheRightResponses() throws Exception {
    for (int i = 0; i < AT_ONCE; i++) {
      SERVERS.add(FaultedServer.start(FaultedRequest.SEARCH));
      SERVERS_OF_SHORT_TOKENS.add(FaultedServer.start(FaultedRequest.REFRESH));
    }
    for (FaultedRequest request : FaultedRequest.values()) {
      FaultedServer server = servers(request).element();
      server.server().resetRequests();
      RIGHT.put(request, request.results(server, PATIENT));
      if (RIGHT.get(request).isEmpty() || server.server().requests().count(request.path()) == 0) {
        throw new AssertionError(request + " is not what its work needs");
      }
    }
  }

  @AfterAll
  static void stopServers() {
    THREADS.shutdownNow();
    SERVERS.forEach(FaultedServer::close);
    SERVERS_OF_SHORT_TOKENS.forEach(FaultedServer::close);
  }

  @TestFactory
  Stream<DynamicTest> everyRequestSurvivesOrExplainsEveryFault() {
    List<DynamicTest> tests = new ArrayList<>();
    for (FaultedRequest request : FaultedRequest.values()) {
      for (String line : table(request)) {
        String[] cells = line.split("\\s*\\|\\s*", -1);
        long[] times = {1, A_FEW, FOR_EVER};
        for (int i = 0; i < times.length; i++) {
          tests.add(test(request, cells[0], times[i], Outcome.valueOf(cells[i + 1].strip())));
        }
      }
    }
    return tests.stream();
  }

  private static List<String> table(FaultedRequest request) {
    String text =
        switch (request) {
          case EXCHANGE -> ANY + EXCHANGE;
          case REFRESH -> REFRESH;
          case GLOBAL_SEARCH -> ANY + API;
          case SIGNING -> ANY + API + DENIED + SIGNING;
          case BLOB -> ANY + BLOB;
          case DEFINITIONS -> ANY + API + DENIED + SHORT_PAGE;
          case VALUES, OTHER_POINTS -> ANY + API + DENIED + PAGED;
          default -> ANY + API + DENIED;
        };
    return Arrays.stream(text.split("\n")).map(String::strip).filter(l -> !l.isEmpty()).toList();
  }

  private static DynamicTest test(
      FaultedRequest request, String fault, long times, Outcome expected) {
    Future<Result> result = THREADS.submit(() -> result(request, fault, times, expected));
    return DynamicTest.dynamicTest(
        "%s, %s, %s: %s".formatted(request, fault, often(times), expected),
        () -> expected.verify(request, result.get(), RIGHT.get(request)));
  }

  private static Result result(FaultedRequest request, String fault, long times, Outcome expected)
      throws InterruptedException {
    boolean pausesForLong = fault.contains("7200");
    FaultedServer server = pausesForLong ? FaultedServer.start(request) : servers(request).take();
    try {
      server
          .server()
          .addFaults(
              "[{\"path\": \"%s\", \"times\": %d, %s]"
                  .formatted(request.path(), times, fault.substring(1)));
      return new Result(
          request.results(server, expected.needsPatience() ? PATIENT : IMPATIENT), null);
    } catch (IOException | RuntimeException | Error e) {
      return new Result(null, e);
    } catch (Exception e) {
      // Spark throws checked exceptions that its methods do not declare.
      return new Result(null, e);
    } finally {
      if (pausesForLong) {
        // All who use a server share its pauses.
        server.close();
      } else {
        server.server().resetFaults();
        servers(request).add(server);
      }
    }
  }

  private static BlockingQueue<FaultedServer> servers(FaultedRequest request) {
    return request == FaultedRequest.REFRESH ? SERVERS_OF_SHORT_TOKENS : SERVERS;
  }

  private static String often(long times) {
    return times == FOR_EVER ? "for ever" : times == 1 ? "once" : "a few times";
  }
}
