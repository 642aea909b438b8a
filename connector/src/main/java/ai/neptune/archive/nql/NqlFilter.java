package ai.neptune.archive.nql;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.errors.InvalidOptionException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A condition in NQL, evaluated on runs by the rules of docs/protocol.md, 6; where only a server
 * could tell, as the test server does (docs/protocol.md, 9).
 */
public final class NqlFilter {

  private final Condition condition;

  private NqlFilter(Condition condition) {
    this.condition = condition;
  }

  /**
   * Reads a query in which every attribute has its type. A blank one holds for every run.
   *
   * @throws InvalidOptionException if the query is malformed, or compares what cannot be compared
   */
  public static NqlFilter parse(String query) {
    try {
      return new NqlFilter(Parser.parse(query));
    } catch (NqlSyntaxException e) {
      throw new InvalidOptionException(
          "Invalid query: %s. The query is: %s".formatted(e.getMessage(), query), e);
    }
  }

  /** Whether the run satisfies the condition. */
  public boolean test(QueryableRun run) {
    return condition.test(run);
  }

  /**
   * All that the condition may ask of a run: the attributes, and which aggregates of each float
   * series. The set is empty where only the value or the existence matters.
   */
  public Map<AttributeDefinition, Set<Aggregate>> needs() {
    Map<AttributeDefinition, Set<Aggregate>> needs = new TreeMap<>();
    collect(condition, needs);
    return needs;
  }

  private static void collect(Condition condition, Map<AttributeDefinition, Set<Aggregate>> needs) {
    if (condition instanceof Condition.All all) {
      all.children().forEach(child -> collect(child, needs));
    } else if (condition instanceof Condition.Any any) {
      any.children().forEach(child -> collect(child, needs));
    } else if (condition instanceof Condition.Not not) {
      collect(not.child(), needs);
    } else if (condition instanceof Condition.Exists exists) {
      aggregatesOf(exists.attribute(), needs);
    } else if (condition instanceof Condition.OneOf oneOf) {
      aggregatesOf(oneOf.operand().attribute(), needs);
    } else if (condition instanceof Condition.Compare compare) {
      Operand operand = compare.operand();
      Set<Aggregate> aggregates = aggregatesOf(operand.attribute(), needs);
      if (operand.isFloatSeries()) {
        aggregates.add(operand.aggregate());
      }
    }
  }

  private static Set<Aggregate> aggregatesOf(
      AttributeDefinition attribute, Map<AttributeDefinition, Set<Aggregate>> needs) {
    return needs.computeIfAbsent(attribute, key -> EnumSet.noneOf(Aggregate.class));
  }
}
