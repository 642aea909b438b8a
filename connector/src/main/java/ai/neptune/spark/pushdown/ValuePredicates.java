package ai.neptune.spark.pushdown;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.query.Nql;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a predicate says of the attributes of experiments or runs, in NQL (docs/protocol.md, 6). The
 * server may find more with it than the predicate lets through, never less; where that cannot be
 * had, nothing is said.
 */
final class ValuePredicates {

  private final Function<NameCondition, Nql> ofName;

  /**
   * An interpretation of predicates.
   *
   * @param ofName a condition on the name of the experiment or run, as NQL
   */
  ValuePredicates(Function<NameCondition, Nql> ofName) {
    this.ofName = ofName;
  }

  /** A condition that holds wherever the predicate does, if there is one. */
  Optional<Nql> of(SparkPredicate predicate) {
    if (predicate instanceof SparkPredicate.And and) {
      List<Nql> both =
          Stream.of(and.left(), and.right()).map(this::of).flatMap(Optional::stream).toList();
      return both.isEmpty() ? Optional.empty() : Optional.of(Nql.and(both));
    }
    if (predicate instanceof SparkPredicate.Or or) {
      Optional<Nql> left = of(or.left());
      return left.flatMap(l -> of(or.right()).map(r -> Nql.or(List.of(l, r))));
    }
    return predicate instanceof SparkPredicate.Comparison comparison
        ? of(comparison)
        : Optional.empty();
  }

  private Optional<Nql> of(SparkPredicate.Comparison comparison) {
    return switch (comparison.column().content()) {
      case VALUE -> ofValue(comparison);
      case NAME -> {
        Narrowing<NameCondition> names =
            new NamePredicates(PushableColumn.Content.NAME).of(comparison);
        boolean says = !names.condition().isAll() && !names.condition().isNone();
        yield says ? Optional.of(ofName.apply(names.condition())) : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private static Optional<Nql> ofValue(SparkPredicate.Comparison comparison) {
    AttributeDefinition attribute = Objects.requireNonNull(comparison.column().attribute());
    if (!Nql.canName(attribute.name()) || !isQueryable(attribute.type())) {
      return Optional.empty();
    }
    if (comparison.operator().equals("IS_NOT_NULL")) {
      return Optional.of(Nql.exists(attribute));
    }
    return ValueComparisons.of(attribute.type())
        .filter(comparisons -> comparisons.literalType().equals(comparison.type()))
        .flatMap(
            comparisons ->
                comparison.operator().equals("IN")
                    ? in(comparisons, attribute, comparison.literals())
                    : comparisons.of(attribute, comparison.operator(), comparison.literal()));
  }

  private static Optional<Nql> in(
      ValueComparisons comparisons, AttributeDefinition attribute, List<Object> literals) {
    List<Nql> any =
        literals.stream()
            .map(literal -> comparisons.of(attribute, "=", literal))
            .flatMap(Optional::stream)
            .toList();
    return any.isEmpty() || any.size() < literals.size()
        ? Optional.empty()
        : Optional.of(Nql.or(any));
  }

  /** NQL knows nothing of these, not even whether they exist (docs/protocol.md, 6). */
  private static boolean isQueryable(AttributeType type) {
    return type != AttributeType.FILE_SERIES && type != AttributeType.HISTOGRAM_SERIES;
  }
}
