package ai.neptune.archive.write;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Steps as an archive keeps them: rounded half to even to six digits, with twelve before the point.
 */
public final class StepDecimal {

  /** What is no step of an archive. */
  public static final long NONE = Long.MIN_VALUE;

  private static final int DIGITS = 6;
  private static final long UNITS = 1_000_000;

  /** The first number that has more than twelve digits before the point. */
  private static final double LIMIT = 1e12;

  private static final BigInteger UNSCALED_LIMIT = BigInteger.TEN.pow(18);

  private StepDecimal() {}

  /** A step in millionths, or {@link #NONE} if an archive cannot hold it. */
  public static long unscaled(double step) {
    if (!(Math.abs(step) < LIMIT)) {
      return NONE;
    }
    long whole = (long) step;
    if (whole == step) {
      return whole * UNITS;
    }
    BigInteger rounded =
        new BigDecimal(step).setScale(DIGITS, RoundingMode.HALF_EVEN).unscaledValue();
    return rounded.abs().compareTo(UNSCALED_LIMIT) < 0 ? rounded.longValue() : NONE;
  }
}
