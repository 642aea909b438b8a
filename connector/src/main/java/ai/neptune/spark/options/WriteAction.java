package ai.neptune.spark.options;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** What a write to a destination does: the option {@code action}. */
public enum WriteAction {
  /** The files that the DataFrame refers to are downloaded. */
  DOWNLOAD,
  /** The runs that the DataFrame lists are exported. */
  EXPORT;

  /**
   * The action that options name; without the option, a download.
   *
   * @throws ai.neptune.errors.InvalidOptionException if there is no such action
   */
  public static WriteAction in(Map<String, String> options) {
    return OptionReader.of(options).string(Option.ACTION).map(WriteAction::named).orElse(DOWNLOAD);
  }

  private static WriteAction named(String value) {
    return Arrays.stream(values())
        .filter(action -> action.name().toLowerCase(Locale.ROOT).equals(value.trim()))
        .findFirst()
        .orElseThrow(() -> OptionReader.invalid(Option.ACTION, value, "download or export"));
  }
}
