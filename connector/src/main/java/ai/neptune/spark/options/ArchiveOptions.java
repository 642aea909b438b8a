package ai.neptune.spark.options;

import ai.neptune.archive.index.ArchiveKind;
import ai.neptune.errors.InvalidOptionException;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which archive of exported projects is read instead of a server (docs/relations-and-options.md,
 * "Options").
 *
 * @param archive its data root, the folder that holds it, or one project's folder
 * @param files the root of its files, or null for the exporter's default
 * @param timeZone the zone of the machine that exported a Neptune 2 project, or null for UTC
 * @param kind whether its runs are read, or what it holds of the model registry
 * @param permissive whether what the archive lacks is left out with a warning; else it is an error
 */
public record ArchiveOptions(
    String archive,
    @Nullable String files,
    @Nullable String timeZone,
    ArchiveKind kind,
    boolean permissive)
    implements Serializable {

  private static final Logger LOG = LoggerFactory.getLogger(ArchiveOptions.class);

  /** The archive that options name, if they name one. */
  static Optional<ArchiveOptions> read(OptionReader reader) {
    Optional<String> archive = reader.string(Option.ARCHIVE).map(String::trim);
    if (archive.isEmpty()) {
      requireArchive(reader);
      return Optional.empty();
    }
    for (Option option : ConnectionOptions.OPTIONS) {
      if (reader.has(option)) {
        LOG.warn(
            "Option '{}' is ignored: the read is from an archive, without a server.",
            option.optionName());
      }
    }
    if (reader.bool(Option.INCLUDE_POINT_PREVIEWS, false)) {
      LOG.warn(
          "Option '{}' changes nothing: an archive does not tell previews from other points. If it was exported with previews, they are read like other points.",
          Option.INCLUDE_POINT_PREVIEWS.optionName());
    }
    return Optional.of(
        new ArchiveOptions(
            archive.get(),
            reader.string(Option.ARCHIVE_FILES).map(String::trim).orElse(null),
            reader.string(Option.ARCHIVE_TIME_ZONE).map(ArchiveOptions::zone).orElse(null),
            kind(reader),
            reader.string(Option.ARCHIVE_MODE).map(ArchiveOptions::isPermissive).orElse(false)));
  }

  private static void requireArchive(OptionReader reader) {
    for (Option option :
        Set.of(Option.ARCHIVE_FILES, Option.ARCHIVE_TIME_ZONE, Option.ARCHIVE_MODE)) {
      if (reader.has(option)) {
        throw new InvalidOptionException(
            "Option '%s' is set, but 'archive' is not. Set 'archive' to the folder of an exported archive, or remove '%s'."
                .formatted(option.optionName(), option.optionName()));
      }
    }
  }

  private static ArchiveKind kind(OptionReader reader) {
    String container =
        reader.string(Option.CONTAINER).map(c -> c.trim().toLowerCase(Locale.ROOT)).orElse("");
    return switch (container) {
      case "model" -> ArchiveKind.MODELS;
      case "model_version" -> ArchiveKind.MODEL_VERSIONS;
      default -> ArchiveKind.RUNS;
    };
  }

  private static String zone(String value) {
    try {
      return ZoneId.of(value.trim()).getId();
    } catch (DateTimeException e) {
      throw OptionReader.invalid(
          Option.ARCHIVE_TIME_ZONE, value, "a time zone such as America/New_York or +02:00", e);
    }
  }

  private static boolean isPermissive(String value) {
    return switch (value.trim().toLowerCase(Locale.ROOT)) {
      case "failfast" -> false;
      case "permissive" -> true;
      default -> throw OptionReader.invalid(Option.ARCHIVE_MODE, value, "failfast or permissive");
    };
  }
}
