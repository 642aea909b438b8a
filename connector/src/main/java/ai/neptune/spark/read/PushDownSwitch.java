package ai.neptune.spark.read;

import org.apache.spark.sql.SparkSession;

/**
 * Turns push-down off in a session. It is not for users: tests compare what is read with push-down
 * and without it.
 */
public final class PushDownSwitch {

  private static final String SETTING = "spark.neptune.internal.pushDown";

  private PushDownSwitch() {}

  /** Whether predicates, limits and counts are pushed down in the active session. */
  public static boolean isOn() {
    return Boolean.parseBoolean(SparkSession.active().conf().get(SETTING, "true"));
  }
}
