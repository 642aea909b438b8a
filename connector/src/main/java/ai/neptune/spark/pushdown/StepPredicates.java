package ai.neptune.spark.pushdown;

import ai.neptune.client.StepRange;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * What a predicate says of steps, as one range that is closed on both sides. Steps are multiples of
 * a millionth (docs/protocol.md, 2): a range strictly beyond a step begins at the next multiple.
 */
final class StepPredicates {

  private static final int DECIMALS = 6;
  private static final double FIRST_STEP = 0;
  private static final double STEPS_END = 1e12;
  private static final StepCondition OF_SERIES = new StepCondition(StepRange.ALL, true, false);
  private static final StepCondition NONE = new StepCondition(StepRange.ALL, true, true);
  private static final Narrowing<StepCondition> NOTHING_SAID =
      new Narrowing<>(StepCondition.ALL, false);

  private StepPredicates() {}

  /** The steps with which the predicate can hold. */
  static Narrowing<StepCondition> of(SparkPredicate predicate) {
    if (predicate instanceof SparkPredicate.And and) {
      Narrowing<StepCondition> left = of(and.left());
      Narrowing<StepCondition> right = of(and.right());
      return new Narrowing<>(
          left.condition().and(right.condition()), left.exact() && right.exact());
    }
    if (predicate instanceof SparkPredicate.Or or) {
      Narrowing<StepCondition> left = of(or.left());
      Narrowing<StepCondition> right = of(or.right());
      StepCondition either = left.condition().or(right.condition());
      // A range that holds both says it all only when it is one of them.
      boolean isOneOfThem = either.equals(left.condition()) || either.equals(right.condition());
      return new Narrowing<>(either, isOneOfThem && left.exact() && right.exact());
    }
    if (predicate instanceof SparkPredicate.Constant constant) {
      return new Narrowing<>(constant.value() ? StepCondition.ALL : NONE, true);
    }
    if (!(predicate instanceof SparkPredicate.Comparison comparison)
        || comparison.column().content() != PushableColumn.Content.STEP) {
      return NOTHING_SAID;
    }
    if (comparison.operator().equals("IS_NOT_NULL")) {
      return new Narrowing<>(OF_SERIES, true);
    }
    return DataTypes.DoubleType.equals(comparison.type()) ? of(comparison) : NOTHING_SAID;
  }

  private static Narrowing<StepCondition> of(SparkPredicate.Comparison comparison) {
    List<Double> literals = comparison.literals().stream().map(v -> (Double) v).toList();
    if (literals.stream().anyMatch(v -> v.isNaN())) {
      return NOTHING_SAID;
    }
    return switch (comparison.operator()) {
      case "=", "IN" -> anyOf(literals);
      case ">" -> from(literals.get(0), true);
      case ">=" -> from(literals.get(0), false);
      case "<" -> to(literals.get(0), true);
      case "<=" -> to(literals.get(0), false);
      default -> NOTHING_SAID;
    };
  }

  private static Narrowing<StepCondition> anyOf(List<Double> steps) {
    if (steps.isEmpty()) {
      return new Narrowing<>(NONE, true);
    }
    Narrowing<StepCondition> from = from(steps.stream().min(Double::compare).orElseThrow(), false);
    Narrowing<StepCondition> to = to(steps.stream().max(Double::compare).orElseThrow(), false);
    boolean isOne = steps.stream().distinct().count() == 1;
    return new Narrowing<>(
        from.condition().and(to.condition()), isOne && from.exact() && to.exact());
  }

  private static Narrowing<StepCondition> from(double bound, boolean beyond) {
    if (bound < FIRST_STEP || (bound == FIRST_STEP && !beyond)) {
      return new Narrowing<>(OF_SERIES, true);
    }
    if (bound >= STEPS_END) {
      return new Narrowing<>(NONE, true);
    }
    if (!isStep(bound)) {
      return range(multiple(bound, RoundingMode.FLOOR, 0), null, false);
    }
    double first = Math.max(Math.nextUp(bound), multiple(bound, RoundingMode.HALF_EVEN, 1));
    return range(beyond ? first : bound, null, true);
  }

  private static Narrowing<StepCondition> to(double bound, boolean beyond) {
    if (bound < FIRST_STEP || (bound == FIRST_STEP && beyond)) {
      return new Narrowing<>(NONE, true);
    }
    if (bound >= STEPS_END) {
      return new Narrowing<>(OF_SERIES, true);
    }
    if (!isStep(bound)) {
      return range(null, multiple(bound, RoundingMode.CEILING, 0), false);
    }
    double last = Math.min(Math.nextDown(bound), multiple(bound, RoundingMode.HALF_EVEN, -1));
    return range(null, beyond ? last : bound + FIRST_STEP, true);
  }

  private static Narrowing<StepCondition> range(
      @Nullable Double from, @Nullable Double to, boolean exact) {
    return new Narrowing<>(new StepCondition(new StepRange(from, to), true, false), exact);
  }

  private static boolean isStep(double bound) {
    return multiple(bound, RoundingMode.HALF_EVEN, 0) == bound;
  }

  /** The multiple of a millionth that is next to a number, or one that is some further on. */
  private static double multiple(double number, RoundingMode rounding, int further) {
    return new BigDecimal(number)
        .setScale(DECIMALS, rounding)
        .add(BigDecimal.valueOf(further, DECIMALS))
        .doubleValue();
  }
}
