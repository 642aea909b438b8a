package ai.neptune.spark.options;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * The defaults of a session: settings {@code spark.datasource.neptune.<option>}, with the option's
 * name in any case, as Spark itself reads them for {@code format("neptune")}.
 */
public final class SessionDefaults {

  /** What the settings begin with. */
  static final String PREFIX = "spark.datasource.neptune.";

  private SessionDefaults() {}

  /** The defaults by option name in lower case. */
  public static Map<String, String> of(SparkSession spark) {
    Map<String, String> settings = spark.sessionState().conf().settings();
    Map<String, String> defaults = new HashMap<>();
    synchronized (settings) {
      settings.forEach(
          (name, value) -> {
            if (name.startsWith(PREFIX)) {
              defaults.put(name.substring(PREFIX.length()).toLowerCase(Locale.ROOT), value);
            }
          });
    }
    return defaults;
  }

  /** Options, and the defaults of the active session where they say nothing. */
  public static Map<String, String> addedTo(Map<String, String> options) {
    Map<String, String> all = of(SparkSession.active());
    all.putAll(OptionNames.lowerCase(options));
    return all;
  }

  /**
   * Options without those whose value is null, which Python's {@code None} becomes: they count as
   * not set, so that the session's defaults hold.
   */
  public static Map<String, String> inPlaceOfNull(Map<String, String> set) {
    Map<String, String> options = PythonNone.asNull(set);
    if (!options.containsValue(null)) {
      return options;
    }
    Map<String, String> defaults = of(SparkSession.active());
    Map<String, String> result = new HashMap<>();
    options.forEach(
        (name, value) -> {
          String used = value == null ? defaults.get(name.toLowerCase(Locale.ROOT)) : value;
          if (used != null) {
            result.put(name, used);
          }
        });
    return result;
  }
}
