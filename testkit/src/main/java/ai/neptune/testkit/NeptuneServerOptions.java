package ai.neptune.testkit;

import ai.neptune.testkit.api.StorageProvider;
import java.time.Duration;

/**
 * How a {@link NeptuneServer} is run. Immutable; {@link #DEFAULTS} is where to start from.
 *
 * @param port to listen on; 0 for a free one
 * @param accessTokenLifetime of access tokens, in whole seconds. Clients count a token as expired
 *     30 seconds earlier (docs/protocol.md, 1)
 * @param signedUrlLifetime of the signed URLs of blobs
 * @param storageProvider whose storage is played (docs/protocol.md, 4.8)
 * @param gzip whether answers of the API are compressed for clients that accept it
 */
public record NeptuneServerOptions(
    int port,
    Duration accessTokenLifetime,
    Duration signedUrlLifetime,
    StorageProvider storageProvider,
    boolean gzip) {

  /** A free port, lifetimes of one hour, Google's storage, no compression. */
  public static final NeptuneServerOptions DEFAULTS =
      new NeptuneServerOptions(
          0, Duration.ofHours(1), Duration.ofHours(1), StorageProvider.GCP, false);

  /** These options with another port. */
  public NeptuneServerOptions withPort(int newPort) {
    return new NeptuneServerOptions(
        newPort, accessTokenLifetime, signedUrlLifetime, storageProvider, gzip);
  }

  /** These options with another lifetime of access tokens. */
  public NeptuneServerOptions withAccessTokenLifetime(Duration lifetime) {
    return new NeptuneServerOptions(port, lifetime, signedUrlLifetime, storageProvider, gzip);
  }

  /** These options with another lifetime of signed URLs. */
  public NeptuneServerOptions withSignedUrlLifetime(Duration lifetime) {
    return new NeptuneServerOptions(port, accessTokenLifetime, lifetime, storageProvider, gzip);
  }

  /** These options with another storage. */
  public NeptuneServerOptions withStorageProvider(StorageProvider provider) {
    return new NeptuneServerOptions(port, accessTokenLifetime, signedUrlLifetime, provider, gzip);
  }

  /** These options with or without compression. */
  public NeptuneServerOptions withGzip(boolean compressed) {
    return new NeptuneServerOptions(
        port, accessTokenLifetime, signedUrlLifetime, storageProvider, compressed);
  }
}
