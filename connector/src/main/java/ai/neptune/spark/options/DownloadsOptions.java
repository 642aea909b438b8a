package ai.neptune.spark.options;

import ai.neptune.errors.InvalidOptionException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which earlier download to show.
 *
 * @param destination where its files went
 * @param downloadId which download, or null for the latest that is complete
 */
public record DownloadsOptions(String destination, @Nullable String downloadId) {

  /**
   * Reads and validates options; no server takes part.
   *
   * @throws InvalidOptionException if the destination is missing or an option does not exist
   */
  public static DownloadsOptions read(Map<String, String> options) {
    OptionNames.requireKnown(options);
    OptionNames.warnOfIdle(options, RelationName.DOWNLOADS);
    OptionReader reader = OptionReader.of(options);
    return new DownloadsOptions(
        reader
            .string(Option.DESTINATION)
            .map(String::trim)
            .orElseThrow(
                () ->
                    new InvalidOptionException(
                        "Option 'destination' is missing: the relation 'downloads' shows a"
                            + " download to one destination, such as s3a://bucket/exports.")),
        reader.string(Option.DOWNLOAD_ID).map(String::trim).orElse(null));
  }
}
