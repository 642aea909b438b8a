package ai.neptune.testkit.http;

import java.util.List;

/**
 * What {@code GET /testkit/requests} responds with (testkit/README.md, "Admin requests").
 *
 * @param requests how often each path got each status
 * @param bytesSent the bytes of the bodies of all responses
 * @param maxInFlight the most requests of the API that were processed at one time
 * @param maxTransfersInFlight the most transfers of blobs that were under way at one time
 */
public record RequestTotals(
    List<RequestLog.Count> requests, long bytesSent, int maxInFlight, int maxTransfersInFlight) {}
