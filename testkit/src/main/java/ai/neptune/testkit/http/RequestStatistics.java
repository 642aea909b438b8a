package ai.neptune.testkit.http;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The requests that a server has answered since the last reset, admin requests aside.
 *
 * @param requests how often each path was answered with each status; status 0 is a connection that
 *     was closed without a response
 * @param bytesSent the bytes of the bodies of all answers
 * @param maxInFlight the most requests of the API that were being answered at one time; transfers
 *     of blobs do not count
 * @param maxTransfersInFlight the most transfers of blobs that were under way at one time
 */
public record RequestStatistics(
    List<RequestLog.Count> requests, long bytesSent, int maxInFlight, int maxTransfersInFlight) {

  /** The number of requests whose URL path a regular expression finds. */
  public long count(String pathRegex) {
    Pattern pattern = Pattern.compile(pathRegex);
    return requests.stream()
        .filter(request -> pattern.matcher(request.path()).find())
        .mapToLong(RequestLog.Count::count)
        .sum();
  }

  /** The number of requests that were answered with a status. */
  public long count(String pathRegex, int status) {
    Pattern pattern = Pattern.compile(pathRegex);
    return requests.stream()
        .filter(request -> request.status() == status)
        .filter(request -> pattern.matcher(request.path()).find())
        .mapToLong(RequestLog.Count::count)
        .sum();
  }
}
