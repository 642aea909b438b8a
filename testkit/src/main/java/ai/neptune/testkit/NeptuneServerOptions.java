package ai.neptune.testkit;

import ai.neptune.testkit.api.ApiSettings;
import ai.neptune.testkit.api.Limits;
import ai.neptune.testkit.http.HttpFrontEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link NeptuneServer} runs. Immutable: start from {@link #DEFAULTS} or {@link #STRICT}, and
 * change what is needed.
 */
public final class NeptuneServerOptions {
  /** A free port, lifetimes of one hour, Google's storage, no compression, lenient limits. */
  public static final NeptuneServerOptions DEFAULTS = new NeptuneServerOptions();

  /** The defaults, with {@linkplain #withStrictLimits strict limits}. */
  public static final NeptuneServerOptions STRICT = DEFAULTS.withStrictLimits(true);

  private int port;
  private Duration accessTokenLifetime = Duration.ofHours(1);
  private Duration signedUrlLifetime = Duration.ofHours(1);
  private StorageProvider storageProvider = StorageProvider.GCP;
  private boolean gzip;
  private boolean strictLimits;
  private @Nullable Duration idleTimeout;
  private Instant countersSince = Instant.MIN;
  private Set<ServerVariant> variants = Set.of();

  private NeptuneServerOptions() {}

  /** Listens on this port; 0, the default, chooses a free one. */
  public NeptuneServerOptions withPort(int port) {
    return with(options -> options.port = port);
  }

  /**
   * Access tokens are valid for this time, in whole seconds. Clients treat a token as expired 30
   * seconds earlier (docs/protocol.md, 1).
   */
  public NeptuneServerOptions withAccessTokenLifetime(Duration lifetime) {
    return with(options -> options.accessTokenLifetime = lifetime);
  }

  /** Signed URLs are valid for this time, in whole seconds. */
  public NeptuneServerOptions withSignedUrlLifetime(Duration lifetime) {
    return with(options -> options.signedUrlLifetime = lifetime);
  }

  /** Files are kept in the storage of this provider. */
  public NeptuneServerOptions withStorageProvider(StorageProvider provider) {
    return with(options -> options.storageProvider = provider);
  }

  /** Whether responses of the API are compressed for clients that accept gzip. */
  public NeptuneServerOptions withGzip(boolean gzip) {
    return with(options -> options.gzip = gzip);
  }

  /**
   * Whether requests that ask for more than the Python client ever does are rejected, though
   * servers have been seen to accept them (docs/protocol.md, 4.10).
   */
  public NeptuneServerOptions withStrictLimits(boolean strict) {
    return with(options -> options.strictLimits = strict);
  }

  /**
   * Connections that are idle for this time after a response get a response with status 408, and
   * are closed, as some load balancers do. The default is never.
   */
  public NeptuneServerOptions withIdleTimeout(Duration timeout) {
    return with(options -> options.idleTimeout = timeout);
  }

  /**
   * Runs created before this time have no counters ({@code sys/diagnostics/attributes/…}), as those
   * of servers before 3.4.11. With {@link Instant#MAX} no run has them; by default all have.
   */
  public NeptuneServerOptions withCountersSince(Instant creationTime) {
    return with(options -> options.countersSince = creationTime);
  }

  /** Behaves like this variant, too. */
  public NeptuneServerOptions withVariant(ServerVariant variant) {
    Set<ServerVariant> more = EnumSet.of(variant);
    more.addAll(variants);
    return with(options -> options.variants = more);
  }

  int port() {
    return port;
  }

  /** In epoch milliseconds; dates that these cannot express become the first or the last one. */
  long countersSinceMillis() {
    try {
      return countersSince.toEpochMilli();
    } catch (ArithmeticException e) {
      return countersSince.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  HttpFrontEnd.Settings httpSettings() {
    return new HttpFrontEnd.Settings(
        port, gzip, limits().bodyBytes(), idleTimeout, variants.contains(ServerVariant.RAW_URLS));
  }

  ApiSettings apiSettings(String apiKey) {
    return new ApiSettings(
        apiKey,
        accessTokenLifetime,
        variants.contains(ServerVariant.BAD_TOKEN_400),
        limits(),
        !variants.contains(ServerVariant.NO_MATCHING_COUNT),
        !variants.contains(ServerVariant.NO_ATTRIBUTE_TYPE),
        variants.contains(ServerVariant.NO_INT_BESIDE_FLOAT),
        new ApiSettings.Storage(
            storageProvider.urlScheme(),
            signedUrlLifetime,
            variants.contains(ServerVariant.RAW_URLS)));
  }

  private Limits limits() {
    return strictLimits ? Limits.STRICT : Limits.LENIENT;
  }

  private NeptuneServerOptions with(Consumer<NeptuneServerOptions> change) {
    NeptuneServerOptions copy = new NeptuneServerOptions();
    copy.port = port;
    copy.accessTokenLifetime = accessTokenLifetime;
    copy.signedUrlLifetime = signedUrlLifetime;
    copy.storageProvider = storageProvider;
    copy.gzip = gzip;
    copy.strictLimits = strictLimits;
    copy.idleTimeout = idleTimeout;
    copy.countersSince = countersSince;
    copy.variants = variants;
    change.accept(copy);
    return copy;
  }
}
