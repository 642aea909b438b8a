package ai.neptune.testkit;

import ai.neptune.testkit.http.RequestTotals;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The requests that a server has responded to since the last reset, admin requests aside.
 *
 * @param requests how often each path got each status
 * @param bytesSent the bytes of the bodies of all responses
 * @param maxInFlight the most API requests that were processed at one time, without transfers of
 *     blobs
 * @param maxTransfersInFlight the most transfers of blobs that were under way at one time
 */
public record RequestStatistics(
    List<Count> requests, long bytesSent, int maxInFlight, int maxTransfersInFlight) {

  /**
   * How often a path got a status.
   *
   * @param path of the URL, percent-decoded
   * @param status of the response; 0 for a connection that was closed without one
   */
  public record Count(String path, int status, long count) {}

  static RequestStatistics of(RequestTotals totals) {
    return new RequestStatistics(
        totals.requests().stream()
            .map(request -> new Count(request.path(), request.status(), request.count()))
            .toList(),
        totals.bytesSent(),
        totals.maxInFlight(),
        totals.maxTransfersInFlight());
  }

  /** The number of requests whose URL path matches a regular expression somewhere. */
  public long count(String pathRegex) {
    return count(pathRegex, request -> true);
  }

  /** The number of these requests that got a status. */
  public long count(String pathRegex, int status) {
    return count(pathRegex, request -> request.status() == status);
  }

  private long count(String pathRegex, Predicate<Count> condition) {
    Pattern pattern = Pattern.compile(pathRegex);
    return requests.stream()
        .filter(condition)
        .filter(request -> pattern.matcher(request.path()).find())
        .mapToLong(Count::count)
        .sum();
  }
}
