package ai.neptune.testkit;

import ai.neptune.testkit.json.JsonDocuments;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that goes wrong with the next request to a path, or with several. Immutable; every
 * method returns the fault with one more effect, and the JSON of the README (testkit/README.md,
 * "Faults") has a field for each.
 *
 * <pre>{@code
 * server.addFaults(Fault.on("/storage").status(503).retryAfter("1").times(2));
 * }</pre>
 */
public final class Fault {
  private final Map<String, Object> fields;

  private Fault(Map<String, Object> fields) {
    this.fields = fields;
  }

  /**
   * A fault of the next request, without an effect yet.
   *
   * @param pathRegex a regular expression that the path of the URL matches somewhere
   */
  public static Fault on(String pathRegex) {
    return new Fault(Map.of("path", pathRegex));
  }

  /** Applies to this many requests, instead of one. */
  public Fault times(int times) {
    return with("times", times);
  }

  /** Applies to all requests, until the faults are reset. */
  public Fault always() {
    return with("times", -1);
  }

  /** Responds with this status; with an error of the API unless there is a {@link #body}. */
  public Fault status(int status) {
    return with("status", status);
  }

  /** Adds the header {@code Retry-After}: seconds or an HTTP date. */
  public Fault retryAfter(String value) {
    return with("retryAfter", value);
  }

  /** Adds a header to the response. */
  public Fault header(String name, String value) {
    Map<String, Object> headers = new LinkedHashMap<>();
    if (fields.get("headers") instanceof Map<?, ?> known) {
      known.forEach((key, header) -> headers.put((String) key, header));
    }
    headers.put(name, value);
    return with("headers", headers);
  }

  /** Responds with this body; with status 200 unless there is a {@link #status}. */
  public Fault body(byte[] body) {
    return with("body", Base64.getEncoder().encodeToString(body));
  }

  /** Waits before the response. */
  public Fault latency(Duration latency) {
    return with("latencyMs", latency.toMillis());
  }

  /** Sends the body at this rate. */
  public Fault bytesPerSecond(long rate) {
    return with("bytesPerSecond", rate);
  }

  /** Closes the connection after this many bytes of the body. */
  public Fault truncateAfterBytes(long bytes) {
    return with("truncateAfterBytes", bytes);
  }

  /** Changes every byte of the body. */
  public Fault garble() {
    return with("garble", true);
  }

  /** Announces this length; a longer body is cut, after a shorter one the connection is closed. */
  public Fault contentLength(long length) {
    return with("contentLength", length);
  }

  /** Closes the connection without a response. */
  public Fault closeConnection() {
    return with("closeConnection", true);
  }

  /** Makes the token of a page lead to the same page again. */
  public Fault repeatPageToken() {
    return with("repeatPageToken", true);
  }

  /** Responds to requests for blobs as if their URLs had expired. */
  public Fault expireSignedUrls() {
    return with("expireSignedUrls", true);
  }

  /** Makes signed URLs begin with this prefix instead of the server's address. */
  public Fault signedUrlPrefix(String prefix) {
    return with("signedUrlPrefix", prefix);
  }

  /** The fault as JSON, for {@code POST /testkit/faults}. */
  public String toJson() {
    try {
      return JsonDocuments.MAPPER.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return toJson();
  }

  private Fault with(String field, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(fields);
    changed.put(field, value);
    return new Fault(changed);
  }
}
