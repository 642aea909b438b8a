package ai.neptune.spark.options;

import ai.neptune.client.Secret;
import ai.neptune.errors.InvalidOptionException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The options of an export that is done as a write (docs/exports.md, "Exporting with a write").
 *
 * @param destination where the archive is
 * @param overwrite whether unchanged runs are exported again
 * @param files whether files are downloaded
 * @param concurrency transfers in flight per task, or null for a number that adapts
 * @param ignoreFailures whether failed runs are only reported
 * @param id the id of the export, or null for a new one
 * @param source the options that say where runs are read from and which, as secrets: Spark prints
 *     the table that they are part of
 */
public record ExportWriteOptions(
    String destination,
    boolean overwrite,
    boolean files,
    @Nullable Integer concurrency,
    boolean ignoreFailures,
    @Nullable String id,
    Map<String, Secret> source) {

  private static final Logger LOG = LoggerFactory.getLogger(ExportWriteOptions.class);

  private static final Set<Option> OWN =
      EnumSet.of(
          Option.ACTION,
          Option.EXPORT_ID,
          Option.FILES,
          Option.OVERWRITE,
          Option.CONCURRENCY,
          Option.IGNORE_FAILURES);

  /**
   * Reads and validates the options of a write; those of the source are validated when it is read.
   *
   * @throws InvalidOptionException if an option does not exist, or a value is not allowed
   */
  public static ExportWriteOptions read(String destination, Map<String, String> options) {
    OptionNames.requireKnown(options);
    Map<String, Secret> source = new HashMap<>();
    options.forEach(
        (name, value) ->
            Option.named(name)
                .filter(option -> !OWN.contains(option))
                .ifPresent(
                    option -> {
                      if (ExportOptions.OPTIONS.contains(option)) {
                        source.put(option.optionName(), new Secret(value));
                      } else {
                        LOG.warn("Option '{}' is ignored: it does not apply to an export.", name);
                      }
                    }));
    OptionReader reader = OptionReader.of(options);
    return new ExportWriteOptions(
        destination,
        reader.bool(Option.OVERWRITE, false),
        reader.bool(Option.FILES, true),
        reader.integer(Option.CONCURRENCY, 1, DownloadOptions.MAX_CONCURRENCY),
        reader.bool(Option.IGNORE_FAILURES, false),
        reader.id(Option.EXPORT_ID),
        source);
  }
}
