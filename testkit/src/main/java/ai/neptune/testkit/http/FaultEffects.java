package ai.neptune.testkit.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with one request (testkit/README.md, "Faults"). Null or empty: nothing.
 *
 * @param status of the response, which replaces the real one
 * @param retryAfter value of the header {@code Retry-After}
 * @param headers added to the response
 * @param body sent instead of the real one
 * @param latency waited before the response
 * @param bytesPerSecond how fast the body is sent at most
 * @param truncateAfterBytes how much of the body is sent before the connection is closed
 * @param garble whether every byte of the body is changed
 * @param contentLength announced instead of the real one
 * @param closeConnection whether the connection is closed without a response
 * @param repeatPageToken whether a page's token leads to the same page again
 * @param expireSignedUrls whether a request for a blob fails as if its URL had expired
 * @param signedUrlPrefix what signed URLs begin with, instead of the address of the server
 */
public record FaultEffects(
    @Nullable Integer status,
    @Nullable String retryAfter,
    Map<String, String> headers,
    @Nullable Body body,
    @Nullable Duration latency,
    @Nullable Long bytesPerSecond,
    @Nullable Long truncateAfterBytes,
    boolean garble,
    @Nullable Long contentLength,
    boolean closeConnection,
    boolean repeatPageToken,
    boolean expireSignedUrls,
    @Nullable String signedUrlPrefix) {

  /** Nothing goes wrong. */
  public static final FaultEffects NONE =
      new FaultEffects(
          null, null, Map.of(), null, null, null, null, false, null, false, false, false, null);

  /** Whether the real response is replaced. */
  boolean replacesResponse() {
    return status != null || body != null;
  }

  /** Whether the fault can show in the response to a request. */
  boolean appliesTo(RequestKind kind) {
    if (isGeneral()) {
      return true;
    }
    return (repeatPageToken && kind == RequestKind.PAGED_BY_TOKEN)
        || (expireSignedUrls && kind == RequestKind.BLOB)
        || (signedUrlPrefix != null && kind == RequestKind.SIGNING);
  }

  /** Whether this and the other do not set the same field, so that both fit one response. */
  boolean isCompatibleWith(FaultEffects other) {
    return (status == null || other.status == null)
        && (retryAfter == null || other.retryAfter == null)
        && (body == null || other.body == null)
        && (latency == null || other.latency == null)
        && (bytesPerSecond == null || other.bytesPerSecond == null)
        && (truncateAfterBytes == null || other.truncateAfterBytes == null)
        && (contentLength == null || other.contentLength == null)
        && (signedUrlPrefix == null || other.signedUrlPrefix == null)
        && !(garble && other.garble)
        && !(closeConnection && other.closeConnection)
        && !(repeatPageToken && other.repeatPageToken)
        && !(expireSignedUrls && other.expireSignedUrls)
        && headers.keySet().stream().noneMatch(other.headers::containsKey);
  }

  /** Both faults at once; they must be compatible. */
  FaultEffects with(FaultEffects other) {
    Map<String, String> allHeaders = new LinkedHashMap<>(headers);
    allHeaders.putAll(other.headers);
    return new FaultEffects(
        either(status, other.status),
        either(retryAfter, other.retryAfter),
        allHeaders,
        either(body, other.body),
        either(latency, other.latency),
        either(bytesPerSecond, other.bytesPerSecond),
        either(truncateAfterBytes, other.truncateAfterBytes),
        garble || other.garble,
        either(contentLength, other.contentLength),
        closeConnection || other.closeConnection,
        repeatPageToken || other.repeatPageToken,
        expireSignedUrls || other.expireSignedUrls,
        either(signedUrlPrefix, other.signedUrlPrefix));
  }

  private boolean isGeneral() {
    boolean special = repeatPageToken || expireSignedUrls || signedUrlPrefix != null;
    return !special
        || replacesResponse()
        || retryAfter != null
        || !headers.isEmpty()
        || latency != null
        || bytesPerSecond != null
        || truncateAfterBytes != null
        || garble
        || contentLength != null
        || closeConnection;
  }

  private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
    return first == null ? second : first;
  }
}
