package ai.neptune.spark.options;

import ai.neptune.client.Secret;
import ai.neptune.errors.InvalidOptionException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The options of a download that is done as a write (docs/downloads.md, "Downloading with a
 * write").
 *
 * @param destination where the files go
 * @param overwrite whether files that are complete already are fetched again
 * @param concurrency transfers in flight per task, or null for a number that adapts
 * @param id the id of the download, or null for a new one
 * @param ignoreFailures whether failed files are only reported
 * @param connection the options that say how to reach the server, as secrets: Spark prints the
 *     table that they are part of, and a token and a password are among them
 */
public record DownloadOptions(
    String destination,
    boolean overwrite,
    @Nullable Integer concurrency,
    boolean ignoreFailures,
    @Nullable String id,
    Map<String, Secret> connection) {

  /** With how many transfers a task begins if nothing is set, and how many it may come to. */
  public static final int DEFAULT_CONCURRENCY = 8;

  public static final int MAX_ADAPTED_CONCURRENCY = 64;
  public static final int MAX_CONCURRENCY = 256;

  private static final Logger LOG = LoggerFactory.getLogger(DownloadOptions.class);

  private static final Set<Option> OWN =
      EnumSet.of(
          Option.ACTION,
          Option.DOWNLOAD_ID,
          Option.OVERWRITE,
          Option.CONCURRENCY,
          Option.IGNORE_FAILURES);

  /**
   * The destination to save to, if the path is one rather than a relation: it has a slash or a
   * colon, which the names of relations do not have.
   */
  public static Optional<String> destinationIn(Map<String, String> options) {
    return OptionReader.of(options).has(Option.RELATION)
        ? Optional.empty()
        : OptionNames.path(options)
            .map(String::strip)
            .filter(path -> path.contains("/") || path.contains(":"));
  }

  /**
   * A number of transfers that is set without an option.
   *
   * @throws InvalidOptionException if it is not allowed
   */
  public static int requireConcurrency(int concurrency) {
    if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
      throw new InvalidOptionException(
          "Invalid value '%d' for option 'concurrency': expected a whole number from 1 to %d."
              .formatted(concurrency, MAX_CONCURRENCY));
    }
    return concurrency;
  }

  /**
   * Reads and validates the options of a write.
   *
   * @throws InvalidOptionException if an option does not exist, or a value is not allowed
   */
  public static DownloadOptions read(String destination, Map<String, String> options) {
    OptionNames.requireKnown(options);
    Map<String, Secret> connection = new HashMap<>();
    options.forEach(
        (name, value) ->
            Option.named(name)
                .filter(option -> !OWN.contains(option))
                .ifPresent(
                    option -> {
                      if (ConnectionOptions.OPTIONS.contains(option)) {
                        connection.put(option.optionName(), new Secret(value));
                      } else {
                        LOG.warn("Option '{}' is ignored: it does not apply to a download.", name);
                      }
                    }));
    OptionReader reader = OptionReader.of(options);
    return new DownloadOptions(
        destination,
        reader.bool(Option.OVERWRITE, true),
        reader.integer(Option.CONCURRENCY, 1, MAX_CONCURRENCY),
        reader.bool(Option.IGNORE_FAILURES, false),
        reader.id(Option.DOWNLOAD_ID),
        connection);
  }
}
