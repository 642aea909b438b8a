package ai.neptune.spark.options;

import ai.neptune.errors.InvalidOptionException;
import java.util.Map;
import java.util.Optional;

/** Errors of writes without a destination (docs/downloads.md, "Downloading with a write"). */
public final class WriteErrors {

  private static final String EXAMPLE =
      "files.write().format(\"neptune\").mode(\"append\").save(\"%s\")";
  private static final String EXAMPLE_DESTINATION = "s3a://bucket/exports";

  private WriteErrors() {}

  /** The error of a write whose path is missing, or is no destination. */
  public static InvalidOptionException noDestination(Map<String, String> options) {
    Optional<String> option = OptionReader.of(options).string(Option.DESTINATION);
    Optional<String> path = OptionNames.path(options);
    if (option.isPresent()) {
      return new InvalidOptionException(
          "Option 'destination' is for reading the relation 'downloads'. A write takes its destination as the path: %s."
              .formatted(EXAMPLE.formatted(option.get())));
    }
    if (OptionReader.of(options).has(Option.RELATION)) {
      return new InvalidOptionException(
          "Option 'relation' is for reading; relations cannot be written. To download the files of a DataFrame, leave it out and save to a destination: %s."
              .formatted(EXAMPLE.formatted(EXAMPLE_DESTINATION)));
    }
    return new InvalidOptionException(
        path.map(
                name ->
                    "Cannot write to '%s': expected a destination, which is a URI such as %s or a path with a slash, such as ./%s. Relations cannot be written."
                        .formatted(name, EXAMPLE_DESTINATION, name))
            .orElse(
                "The write has no destination for the files that it downloads. Name one: %s."
                    .formatted(EXAMPLE.formatted(EXAMPLE_DESTINATION))));
  }

  /** The error of a write that would remove what is at the destination. */
  public static InvalidOptionException overwriteMode(String destination) {
    return new InvalidOptionException(
        "The mode \"overwrite\" (INSERT OVERWRITE in SQL) is not supported, because a download removes nothing from '%1$s'. Use the mode \"append\" (INSERT INTO): %2$s. The option 'overwrite' says whether files that are already complete are downloaded again."
            .formatted(destination, EXAMPLE.formatted(destination)));
  }

  /** The error of a write of a stream. */
  public static InvalidOptionException streaming() {
    return new InvalidOptionException(
        "Streaming writes are not supported. To download the files of every batch, use foreachBatch and write each batch: %s."
            .formatted(EXAMPLE.formatted(EXAMPLE_DESTINATION)));
  }
}
