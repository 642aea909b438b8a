package ai.neptune.spark.options;

import ai.neptune.client.ClientConfig;
import ai.neptune.client.Secret;
import ai.neptune.errors.ApiTokenNotProvidedException;
import ai.neptune.errors.InvalidOptionException;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the server, or which archive is read instead: the options that every read shares.
 *
 * @param clientConfig null if an archive is read
 * @param archive null if a server is asked
 */
public record ConnectionOptions(
    @Nullable ClientConfig clientConfig, @Nullable ArchiveOptions archive) implements Serializable {

  private static final String TOKEN_VARIABLE = "NEPTUNE_API_TOKEN";

  /** The options that say how to reach the server. */
  static final Set<Option> OPTIONS =
      EnumSet.of(
          Option.API_TOKEN,
          Option.MAX_CONCURRENT_REQUESTS,
          Option.REQUEST_TIMEOUT,
          Option.RETRY_SOFT_TIMEOUT,
          Option.RETRY_HARD_TIMEOUT,
          Option.PROXY,
          Option.NO_PROXY,
          Option.TRUST_STORE,
          Option.TRUST_STORE_PASSWORD);

  /**
   * The connection of an action that is not a read: what it sets itself, then the session's
   * defaults, then the environment of this JVM, the driver.
   *
   * @throws InvalidOptionException if an option is not one of a connection, or has a bad value
   * @return without a connection to a server if there is no token: files of an archive need none
   */
  public static ConnectionOptions resolve(Map<String, String> explicit, SparkSession spark) {
    explicit.keySet().forEach(ConnectionOptions::requireConnectionOption);
    Map<String, String> options = SessionDefaults.of(spark);
    explicit.forEach(
        (name, value) -> {
          if (value != null) {
            options.put(name.toLowerCase(Locale.ROOT), value);
          }
        });
    OptionReader reader = OptionReader.of(options);
    return token(reader, System.getenv()).isEmpty()
        ? new ConnectionOptions(null, null)
        : read(reader, System.getenv());
  }

  /** The connection to a server. */
  public ConnectionOptions(ClientConfig clientConfig) {
    this(clientConfig, null);
  }

  /** How to reach the server that is read. */
  public ClientConfig ofServer() {
    return Objects.requireNonNull(clientConfig);
  }

  /** The archive that is read. */
  public ArchiveOptions ofArchive() {
    return Objects.requireNonNull(archive);
  }

  /** Whether an archive is read, and no server asked. */
  public boolean isOfArchive() {
    return archive != null;
  }

  /** The archive that options name, or else the connection to a server. */
  static ConnectionOptions ofRead(OptionReader reader, Map<String, String> environment) {
    return ArchiveOptions.read(reader)
        .map(archive -> new ConnectionOptions(null, archive))
        .orElseGet(() -> read(reader, environment));
  }

  static ConnectionOptions read(OptionReader reader, Map<String, String> environment) {
    String token =
        token(reader, environment).orElseThrow(() -> noToken(reader.setting(Option.API_TOKEN)));
    return new ConnectionOptions(
        new ClientConfig(
            new Secret(token.trim()),
            reader.integer(
                Option.MAX_CONCURRENT_REQUESTS,
                1,
                1000,
                ClientConfig.DEFAULT_MAX_CONCURRENT_REQUESTS),
            reader.duration(Option.REQUEST_TIMEOUT, ClientConfig.DEFAULT_REQUEST_TIMEOUT),
            reader.duration(Option.RETRY_SOFT_TIMEOUT, ClientConfig.DEFAULT_RETRY_SOFT_TIMEOUT),
            reader.duration(Option.RETRY_HARD_TIMEOUT, ClientConfig.DEFAULT_RETRY_HARD_TIMEOUT),
            ProxyOption.read(reader),
            reader.string(Option.TRUST_STORE).orElse(null),
            reader.string(Option.TRUST_STORE_PASSWORD).map(Secret::new).orElse(null)));
  }

  private static Optional<String> token(OptionReader reader, Map<String, String> environment) {
    return reader
        .string(Option.API_TOKEN)
        .or(() -> Optional.ofNullable(environment.get(TOKEN_VARIABLE)))
        .filter(t -> !t.isBlank());
  }

  /** Says that files of a server cannot be downloaded without a token. */
  public static ApiTokenNotProvidedException noToken() {
    return noToken(SessionDefaults.PREFIX + Option.API_TOKEN.optionName());
  }

  private static ApiTokenNotProvidedException noToken(String setting) {
    return new ApiTokenNotProvidedException(
        "No Neptune API token is set. Set the Spark setting '%s', the option '%s', or the environment variable %s of the driver."
            .formatted(setting, Option.API_TOKEN.optionName(), TOKEN_VARIABLE));
  }

  private static void requireConnectionOption(String name) {
    if (Option.named(name).filter(OPTIONS::contains).isEmpty()) {
      throw new InvalidOptionException(
          "Option '%s' is not one of a connection to a server; those are %s."
              .formatted(
                  name, String.join(", ", OPTIONS.stream().map(Option::optionName).toList())));
    }
  }
}
