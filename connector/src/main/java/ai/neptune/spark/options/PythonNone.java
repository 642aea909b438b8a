package ai.neptune.spark.options;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Python's {@code None} as the value of an option of a read. Spark hands it over as null; only the
 * client of Spark Connect 3.5 sends the text {@code None}, which is turned back into null here.
 */
public final class PythonNone {

  private static final String TEXT = "None";
  private static final String CONNECT_SERVER = "org.apache.spark.sql.connect.";

  private PythonNone() {}

  /** The options, with null for what was {@code None} in Python. */
  public static Map<String, String> asNull(Map<String, String> options) {
    if (!options.containsValue(TEXT) || !isOfConnect35()) {
      return options;
    }
    Map<String, String> result = new HashMap<>(options);
    result.replaceAll((name, value) -> TEXT.equals(value) ? null : value);
    return result;
  }

  private static boolean isOfConnect35() {
    return SparkSession.active().version().startsWith("3.")
        && StackWalker.getInstance()
            .walk(
                frames ->
                    frames.anyMatch(frame -> frame.getClassName().startsWith(CONNECT_SERVER)));
  }
}
