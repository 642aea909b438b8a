package ai.neptune.spark.pushdown;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.Container;
import ai.neptune.client.SystemAttributes;
import ai.neptune.client.query.Nql;
import ai.neptune.spark.options.NeptuneOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.filter.Predicate;

/**
 * Spark's predicates on a relation, and what is made of them (docs/push-down.md, "What is pushed").
 *
 * @param conditions what the read keeps to
 * @param pushed the predicates that the conditions say something of
 * @param residual the predicates that Spark has to evaluate, though they may be pushed too
 */
public record PushedPredicates(
    Conditions conditions, List<Predicate> pushed, List<Predicate> residual) {

  /** Nothing pushed. */
  public static final PushedPredicates NONE =
      new PushedPredicates(Conditions.NONE, List.of(), List.of());

  private static final AttributeDefinition SYS_ID =
      new AttributeDefinition(SystemAttributes.ID, AttributeType.STRING);

  /** The rest is for what the options ask: the names of runs and a query. */
  private static final int BYTES_FOR_CONDITIONS = Nql.MAX_BYTES / 2;

  /**
   * Makes conditions of predicates, all of which hold.
   *
   * @param columns the columns of the relation that predicates can be pushed on, by name
   */
  public static PushedPredicates of(
      Predicate[] predicates, Map<String, PushableColumn> columns, NeptuneOptions options) {
    ValuePredicates values = new ValuePredicates(names -> ofName(names, options.container()));
    Conditions conditions = Conditions.NONE;
    List<Nql> queries = new ArrayList<>();
    List<Predicate> pushed = new ArrayList<>();
    List<Predicate> residual = new ArrayList<>();
    List<SparkPredicate> shapes =
        Arrays.stream(predicates).map(predicate -> SparkPredicate.of(predicate, columns)).toList();
    for (int i = 0; i < predicates.length; i++) {
      Predicate predicate = predicates[i];
      Narrowed narrowed = Narrowed.by(shapes.get(i));
      Optional<Nql> query =
          narrowed.exact || isImplied(shapes.get(i), shapes, values)
              ? Optional.empty()
              : values.of(shapes.get(i));
      query.ifPresent(queries::add);
      if (query.isPresent() || !narrowed.conditions.equals(Conditions.NONE) || narrowed.exact) {
        pushed.add(predicate);
      }
      if (!narrowed.exact) {
        residual.add(predicate);
      }
      conditions = conditions.and(narrowed.conditions);
    }
    NameCondition names = conditions.names();
    if (!names.isAll() && !names.isNone()) {
      queries.add(0, ofName(names, options.container()));
    }
    return new PushedPredicates(
        conditions.and(fitting(queries, options)).within(options.series().steps()),
        pushed,
        residual);
  }

  /** What predicates say of names, and perhaps not all that they say. */
  public static Conditions onNames(Predicate[] predicates, Map<String, PushableColumn> columns) {
    Conditions conditions = Conditions.NONE;
    for (Predicate predicate : predicates) {
      conditions = conditions.and(Narrowed.by(SparkPredicate.of(predicate, columns)).conditions);
    }
    return conditions;
  }

  /** Spark asks for a value beside every comparison with it, which needs one anyway. */
  private static boolean isImplied(
      SparkPredicate predicate, List<SparkPredicate> all, ValuePredicates values) {
    return isComparison(predicate, "IS_NOT_NULL")
        && all.stream()
            .filter(other -> other instanceof SparkPredicate.Comparison)
            .filter(other -> !isComparison(other, "IS_NOT_NULL"))
            .filter(other -> column(other).equals(column(predicate)))
            .anyMatch(other -> values.of(other).isPresent());
  }

  private static boolean isComparison(SparkPredicate predicate, String operator) {
    return predicate instanceof SparkPredicate.Comparison comparison
        && comparison.operator().equals(operator);
  }

  private static PushableColumn column(SparkPredicate predicate) {
    return ((SparkPredicate.Comparison) predicate).column();
  }

  /** A run that has no run id is called by its sys id. */
  private static Nql ofName(NameCondition names, Container container) {
    Nql ofName = names.toNql(Nql.nameOf(container));
    return container == Container.EXPERIMENT
        ? ofName
        : Nql.or(List.of(ofName, names.toNql(SYS_ID)));
  }

  /** As many as can be sent together with what the options ask. */
  private static List<Nql> fitting(List<Nql> queries, NeptuneOptions options) {
    String userQuery = options.runs().query() == null ? "" : options.runs().query();
    int room = BYTES_FOR_CONDITIONS - bytes(userQuery);
    List<Nql> fitting = new ArrayList<>();
    for (Nql query : queries) {
      int bytes = bytes(query.text());
      if (bytes <= room) {
        fitting.add(query);
        room -= bytes;
      }
    }
    return fitting;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * What one predicate says of names and steps.
   *
   * @param exact whether that is all it says
   */
  private record Narrowed(Conditions conditions, boolean exact) {

    static Narrowed by(SparkPredicate predicate) {
      Narrowing<NameCondition> projects = names(predicate, PushableColumn.Content.PROJECT);
      Narrowing<NameCondition> names = names(predicate, PushableColumn.Content.NAME);
      Narrowing<NameCondition> attributes = names(predicate, PushableColumn.Content.ATTRIBUTE);
      Narrowing<NameCondition> types = names(predicate, PushableColumn.Content.TYPE);
      Narrowing<StepCondition> steps = StepPredicates.of(predicate);
      return new Narrowed(
          new Conditions(
              projects.condition(),
              names.condition(),
              attributes.condition(),
              types.condition(),
              List.of(),
              steps.condition()),
          projects.exact()
              || names.exact()
              || attributes.exact()
              || types.exact()
              || steps.exact());
    }

    private static Narrowing<NameCondition> names(
        SparkPredicate predicate, PushableColumn.Content column) {
      return new NamePredicates(column).of(predicate);
    }
  }
}
