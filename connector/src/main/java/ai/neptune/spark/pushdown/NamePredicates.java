package ai.neptune.spark.pushdown;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataTypes;

/** What a predicate says of the names in one column: {@code =}, {@code IN} and prefixes. */
final class NamePredicates {

  private static final Narrowing<NameCondition> NOTHING_SAID =
      new Narrowing<>(NameCondition.ALL, false);

  private final PushableColumn.Content column;

  /** An interpretation of predicates on a column that holds names. */
  NamePredicates(PushableColumn.Content column) {
    this.column = column;
  }

  /** The names with which the predicate can hold. */
  Narrowing<NameCondition> of(SparkPredicate predicate) {
    if (predicate instanceof SparkPredicate.And and) {
      Narrowing<NameCondition> left = of(and.left());
      Narrowing<NameCondition> right = of(and.right());
      return new Narrowing<>(
          left.condition().and(right.condition()), left.exact() && right.exact());
    }
    if (predicate instanceof SparkPredicate.Or or) {
      Narrowing<NameCondition> left = of(or.left());
      Narrowing<NameCondition> right = of(or.right());
      return new Narrowing<>(left.condition().or(right.condition()), left.exact() && right.exact());
    }
    if (predicate instanceof SparkPredicate.Constant constant) {
      return exactly(constant.value() ? NameCondition.ALL : NameCondition.NONE);
    }
    return predicate instanceof SparkPredicate.Comparison comparison
            && comparison.column().content() == column
            && DataTypes.StringType.equals(comparison.type())
        ? of(comparison)
        : NOTHING_SAID;
  }

  private static Narrowing<NameCondition> of(SparkPredicate.Comparison comparison) {
    Set<String> literals =
        comparison.literals().stream().map(Object::toString).collect(Collectors.toSet());
    return switch (comparison.operator()) {
      case "=", "IN" -> exactly(NameCondition.in(literals));
      case "STARTS_WITH" -> exactly(NameCondition.startsWith(comparison.literal().toString()));
      default -> NOTHING_SAID;
    };
  }

  private static Narrowing<NameCondition> exactly(NameCondition condition) {
    return new Narrowing<>(condition, true);
  }
}
