package ai.neptune.client;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a server, and for how long to try. It is sent to tasks; its text shows no secret.
 *
 * @param apiToken the API token (docs/protocol.md, 1)
 * @param maxConcurrentRequests API requests in flight from this JVM to one server, all users
 *     together
 * @param requestTimeout bounds connecting, the wait for the headers of a response, and each wait
 *     for more of its body
 * @param retrySoftTimeout how long a request is retried; waits that the server asks for do not
 *     count
 * @param retryHardTimeout how long a request may take in all
 * @param proxy the proxy to use, or null for the JVM's settings
 * @param trustStore a file with certificates that are trusted in addition to the JVM's, or null
 * @param trustStorePassword the file's password, or null
 */
public record ClientConfig(
    Secret apiToken,
    int maxConcurrentRequests,
    Duration requestTimeout,
    Duration retrySoftTimeout,
    Duration retryHardTimeout,
    @Nullable ProxySettings proxy,
    @Nullable String trustStore,
    @Nullable Secret trustStorePassword)
    implements Serializable {

  public static final int DEFAULT_MAX_CONCURRENT_REQUESTS = 8;
  public static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(60);
  public static final Duration DEFAULT_RETRY_SOFT_TIMEOUT = Duration.ofMinutes(30);
  public static final Duration DEFAULT_RETRY_HARD_TIMEOUT = Duration.ofMinutes(60);

  /** The defaults of the reference client, with this token. */
  public static ClientConfig of(Secret apiToken) {
    return new ClientConfig(
        apiToken,
        DEFAULT_MAX_CONCURRENT_REQUESTS,
        DEFAULT_REQUEST_TIMEOUT,
        DEFAULT_RETRY_SOFT_TIMEOUT,
        DEFAULT_RETRY_HARD_TIMEOUT,
        null,
        null,
        null);
  }
}
