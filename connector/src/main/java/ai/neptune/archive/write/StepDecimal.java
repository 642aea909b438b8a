package ai.neptune.archive.write;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * Steps as an archive keeps them: rounded half to even to six digits, with twelve before the point.
 */
public final class StepDecimal {

  private static final int DIGITS = 6;
  private static final long UNITS = 1_000_000;

  /** The first number that has more than twelve digits before the point. */
  private static final double LIMIT = 1e12;

  private static final BigInteger UNSCALED_LIMIT = BigInteger.TEN.pow(18);

  private StepDecimal() {}

  /** A step in millionths; empty if an archive cannot hold it. */
  public static OptionalLong unscaled(double step) {
    if (!(Math.abs(step) < LIMIT)) {
      return OptionalLong.empty();
    }
    long whole = (long) step;
    if (whole == step) {
      return OptionalLong.of(whole * UNITS);
    }
    BigInteger rounded =
        new BigDecimal(step).setScale(DIGITS, RoundingMode.HALF_EVEN).unscaledValue();
    return rounded.abs().compareTo(UNSCALED_LIMIT) < 0
        ? OptionalLong.of(rounded.longValue())
        : OptionalLong.empty();
  }
}
