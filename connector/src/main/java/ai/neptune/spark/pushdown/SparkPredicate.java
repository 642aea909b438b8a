package ai.neptune.spark.pushdown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.AlwaysFalse;
import org.apache.spark.sql.connector.expressions.filter.AlwaysTrue;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * A predicate of Spark, taken apart: the shapes that mean something to a read, and all others as
 * {@link Other}.
 */
sealed interface SparkPredicate {

  /** Both hold. */
  record And(SparkPredicate left, SparkPredicate right) implements SparkPredicate {}

  /** At least one holds. */
  record Or(SparkPredicate left, SparkPredicate right) implements SparkPredicate {}

  /**
   * A column compared with literals, all of one type and none of them null.
   *
   * @param operator Spark's name of the comparison
   * @param literals what it is compared with, as Spark keeps it: several for {@code IN}, none for
   *     {@code IS_NOT_NULL}
   * @param type the type of the literals, null if there is none
   */
  record Comparison(
      PushableColumn column, String operator, List<Object> literals, @Nullable DataType type)
      implements SparkPredicate {

    Object literal() {
      return literals.get(0);
    }
  }

  /** Always holds, or never. */
  record Constant(boolean value) implements SparkPredicate {}

  /** Anything else. */
  record Other() implements SparkPredicate {}

  /**
   * Takes a predicate apart.
   *
   * @param columns the columns that predicates are understood on, by name
   */
  static SparkPredicate of(Predicate predicate, Map<String, PushableColumn> columns) {
    Expression[] children = predicate.children();
    return switch (predicate.name()) {
      case "AND" -> new And(child(children[0], columns), child(children[1], columns));
      case "OR" -> new Or(child(children[0], columns), child(children[1], columns));
      case "NOT" -> isFalse(children, columns);
      case "ALWAYS_TRUE" -> new Constant(true);
      case "ALWAYS_FALSE" -> new Constant(false);
      default -> comparison(predicate.name(), children, columns);
    };
  }

  private static SparkPredicate child(Expression child, Map<String, PushableColumn> columns) {
    return child instanceof Predicate predicate ? of(predicate, columns) : new Other();
  }

  /** Spark writes {@code done = false} as {@code NOT (done = true)}; no other NOT is understood. */
  private static SparkPredicate isFalse(
      Expression[] children, Map<String, PushableColumn> columns) {
    return child(children[0], columns) instanceof Comparison negated
            && negated.operator.equals("=")
            && DataTypes.BooleanType.equals(negated.type)
        ? new Comparison(negated.column, "=", List.of(!((Boolean) negated.literal())), negated.type)
        : new Other();
  }

  private static SparkPredicate comparison(
      String operator, Expression[] children, Map<String, PushableColumn> columns) {
    if (children.length == 0) {
      return new Other();
    }
    Optional<PushableColumn> column = column(children[0]).map(columns::get);
    if (column.isEmpty()) {
      return new Other();
    }
    List<Object> literals = new ArrayList<>();
    DataType type = null;
    for (Expression child : Arrays.asList(children).subList(1, children.length)) {
      if (!(child instanceof Literal<?> literal) || !isExact(literal)) {
        return new Other();
      }
      // Equal to null is never true, so that a filter does not miss it in a list.
      if (valueOf(literal) != null) {
        literals.add(valueOf(literal));
      } else if (!operator.equals("IN")) {
        return new Other();
      }
      if (type != null && !type.equals(literal.dataType())) {
        return new Other();
      }
      type = literal.dataType();
    }
    if (operator.equals("IN") && type == null) {
      // A runtime filter that found nothing: to be one of none is never true.
      return new Constant(false);
    }
    int expected = operator.equals("IS_NOT_NULL") ? 0 : 1;
    boolean hasItsLiterals = operator.equals("IN") || literals.size() == expected;
    return hasItsLiterals ? new Comparison(column.get(), operator, literals, type) : new Other();
  }

  /** The name of a whole column; a field of a struct is none. */
  private static Optional<String> column(Expression expression) {
    return expression instanceof NamedReference reference && reference.fieldNames().length == 1
        ? Optional.of(reference.fieldNames()[0])
        : Optional.empty();
  }

  /** Whether a text is the same as a Java string: Spark's may hold bytes that are no UTF-8. */
  private static boolean isExact(Literal<?> literal) {
    return !(literal.value() instanceof UTF8String text)
        || UTF8String.fromString(text.toString()).equals(text);
  }

  private static Object valueOf(Literal<?> literal) {
    if (literal instanceof AlwaysTrue) {
      return true;
    }
    return literal instanceof AlwaysFalse ? (Object) false : literal.value();
  }
}
