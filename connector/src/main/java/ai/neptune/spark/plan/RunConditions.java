package ai.neptune.spark.plan;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.Container;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.SystemAttributes;
import ai.neptune.client.query.AttributeTypeInference;
import ai.neptune.client.query.ExtendedRegex;
import ai.neptune.client.query.Nql;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.options.RunOptions;
import ai.neptune.spark.pushdown.Conditions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What options ask of the runs of one project, or of all when it is null, as queries small enough
 * to be sent (docs/protocol.md, 4.10).
 *
 * @param groups a run must be found by a query of every group; null is the query for all runs
 * @param withoutNames the query without the exact names, which may be too many
 */
record RunConditions(List<List<String>> groups, @Nullable String withoutNames) {

  private static final AttributeDefinition EXPERIMENT_OF_RUN =
      new AttributeDefinition(SystemAttributes.EXPERIMENT_NAME, AttributeType.STRING);

  static RunConditions of(
      NeptuneSource source,
      @Nullable String project,
      NeptuneOptions options,
      Conditions conditions) {
    RunOptions runs = options.runs();
    AttributeDefinition name = Nql.nameOf(options.container());
    AttributeDefinition experiment =
        options.container() == Container.RUN ? EXPERIMENT_OF_RUN : name;
    List<Nql> fixed = new ArrayList<>();
    if (runs.experimentsPattern() != null) {
      fixed.add(ExtendedRegex.parse(runs.experimentsPattern()).toNql(experiment));
    }
    if (runs.runsPattern() != null) {
      fixed.add(ExtendedRegex.parse(runs.runsPattern()).toNql(name));
    }
    if (runs.query() != null) {
      fixed.add(new Nql(typed(source, project, runs.query())));
    }
    fixed.addAll(conditions.runs());
    Map<AttributeDefinition, List<String>> names = new LinkedHashMap<>();
    if (runs.experiments() != null) {
      names.put(experiment, runs.experiments());
    }
    if (runs.runs() != null) {
      names.put(name, runs.runs());
    }
    return of(fixed.isEmpty() ? null : Nql.and(fixed), names);
  }

  private static String typed(NeptuneSource source, @Nullable String project, String query) {
    Optional<AttributeTypeInference> inference = AttributeTypeInference.of(source, project);
    if (inference.isPresent()) {
      return inference.get().withTypes(query);
    }
    AttributeTypeInference.requireTypes(query);
    return query;
  }

  private static RunConditions of(
      @Nullable Nql fixed, Map<AttributeDefinition, List<String>> names) {
    @Nullable String withoutNames = fixed == null ? null : fixed.text();
    if (names.values().stream().anyMatch(List::isEmpty)) {
      return new RunConditions(List.of(List.of()), withoutNames);
    }
    List<Nql> all = new ArrayList<>();
    if (fixed != null) {
      all.add(fixed);
    }
    names.forEach((attribute, values) -> all.add(Nql.in(attribute, values)));
    if (all.isEmpty()) {
      return new RunConditions(List.of(Collections.singletonList(null)), null);
    }
    String together = Nql.and(all).text();
    if (together.getBytes(StandardCharsets.UTF_8).length <= Nql.MAX_BYTES) {
      return new RunConditions(List.of(List.of(together)), withoutNames);
    }
    List<List<String>> groups = new ArrayList<>();
    names.forEach(
        (attribute, values) ->
            groups.add(Nql.inBatches(attribute, values, fixed).stream().map(Nql::text).toList()));
    return new RunConditions(groups.isEmpty() ? List.of(List.of(together)) : groups, withoutNames);
  }

  /** Whether no run can be found, because no name is wanted. */
  boolean isEmpty() {
    return groups.stream().anyMatch(List::isEmpty);
  }

  boolean isOneQuery() {
    return groups.size() == 1 && groups.get(0).size() == 1;
  }
}
