package ai.neptune.spark.read;

import ai.neptune.client.Sorting;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pushdown.Conditions;
import ai.neptune.spark.pushdown.FirstRows;
import ai.neptune.spark.pushdown.PushableColumn;
import ai.neptune.spark.pushdown.PushedPredicates;
import ai.neptune.spark.pushdown.ReadRequest;
import ai.neptune.spark.relation.Relation;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.SortDirection;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownTopN;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Learns what of a relation a query needs (docs/push-down.md, "What is pushed"). It makes no
 * request.
 */
final class NeptuneScanBuilder
    implements SupportsPushDownV2Filters,
        SupportsPushDownTopN,
        SupportsPushDownLimit,
        SupportsPushDownRequiredColumns {

  private final NeptuneOptions options;
  private final Relation relation;
  private final Consumer<StructType> check;
  private final boolean pushesDown;
  private final Map<String, PushableColumn> pushable;
  private PushedPredicates predicates = PushedPredicates.NONE;
  private @Nullable FirstRows first;
  private StructType required;

  /**
   * A builder of reads.
   *
   * @param check refuses columns that cannot be read
   */
  NeptuneScanBuilder(NeptuneOptions options, Relation relation, Consumer<StructType> check) {
    this.check = check;
    this.options = options;
    this.relation = relation;
    this.pushesDown = PushDownSwitch.isOn();
    this.pushable = pushesDown ? relation.pushable() : Map.of();
    this.required = relation.schema();
  }

  /** Returns what Spark has to evaluate: all that the connector does not evaluate exactly. */
  @Override
  public Predicate[] pushPredicates(Predicate[] all) {
    predicates = PushedPredicates.of(all, pushable, options);
    return predicates.residual().toArray(Predicate[]::new);
  }

  @Override
  public Predicate[] pushedPredicates() {
    return predicates.pushed().toArray(Predicate[]::new);
  }

  @Override
  public boolean pushLimit(int limit) {
    if (!canLimit()) {
      return false;
    }
    first = new FirstRows(limit, null);
    return true;
  }

  /** Takes the order of creation alone; among rows of one time any are the first. */
  @Override
  public boolean pushTopN(SortOrder[] orders, int limit) {
    if (!canLimit() || orders.length != 1 || !isCreationTime(orders[0])) {
      return false;
    }
    boolean newestFirst = orders[0].direction() == SortDirection.DESCENDING;
    first =
        new FirstRows(
            limit, newestFirst ? FirstRows.Order.NEWEST_FIRST : FirstRows.Order.OLDEST_FIRST);
    return true;
  }

  /** Spark limits again: every project gives as many rows, and a page may hold more. */
  @Override
  public boolean isPartiallyPushed() {
    return true;
  }

  /** Takes whole columns: a struct is returned with all its fields, even if Spark needs some. */
  @Override
  public void pruneColumns(StructType requiredSchema) {
    check.accept(requiredSchema);
    StructType all = relation.schema();
    required =
        new StructType(
            Arrays.stream(requiredSchema.fieldNames())
                .map(name -> all.apply(all.fieldIndex(name)))
                .toArray(StructField[]::new));
  }

  @Override
  public Scan build() {
    boolean countsOnly =
        canLimit() && first == null && required.isEmpty() && options.table().limit() == null;
    return new NeptuneScan(
        options, relation, new ReadRequest(required, predicates.conditions(), first, countsOnly));
  }

  private boolean canLimit() {
    return pushesDown && relation.hasRowPerRun() && predicates.conditions().equals(Conditions.NONE);
  }

  private boolean isCreationTime(SortOrder order) {
    return order.expression() instanceof NamedReference reference
        && reference.fieldNames().length == 1
        && PushableColumn.ofValue(Sorting.BY_CREATION_TIME.by())
            .equals(pushable.get(reference.fieldNames()[0]));
  }
}
