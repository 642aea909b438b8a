package ai.neptune.spark.read;

import ai.neptune.client.StepRange;
import ai.neptune.client.query.Nql;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pushdown.Conditions;
import ai.neptune.spark.pushdown.FirstRows;
import ai.neptune.spark.pushdown.NameCondition;
import ai.neptune.spark.pushdown.ReadRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A read as {@code EXPLAIN} shows it: the relation, and all that Spark has handed down. */
final class ReadDescription {

  private static final int LONGEST = 2_000;

  private final List<String> parts = new ArrayList<>();

  private ReadDescription() {}

  static String of(NeptuneOptions options, ReadRequest request) {
    ReadDescription description = new ReadDescription();
    description.add(options, request.conditions());
    description.add(request.first());
    if (request.countsOnly()) {
      description.parts.add("only counted");
    }
    String read = "neptune " + options.relation().userName() + " of " + options.projectsText();
    return description.parts.isEmpty()
        ? read
        : read + ", pushed: " + String.join("; ", description.parts);
  }

  private void add(NeptuneOptions options, Conditions conditions) {
    add(conditions.projects(), "project");
    add(conditions.names(), options.container().userName());
    add(conditions.attributes(), "attribute");
    add(conditions.types(), "type");
    if (!conditions.runs().isEmpty()) {
      parts.add("NQL " + shortened(Nql.and(conditions.runs()).text()));
    }
    StepRange steps = conditions.steps().range();
    if (conditions.areContradictory()) {
      parts.add("nothing to read");
    } else if (!steps.equals(StepRange.ALL)) {
      parts.add("steps " + side("from ", steps.from()) + side("to ", steps.to()).strip());
    } else if (conditions.steps().ofSeriesOnly()) {
      parts.add("with a step");
    }
  }

  private void add(NameCondition names, String column) {
    if (!names.isAll()) {
      parts.add(shortened(names.describe(column)));
    }
  }

  private void add(@Nullable FirstRows first) {
    if (first != null) {
      String order =
          first.order() == null
              ? ""
              : first.order() == FirstRows.Order.NEWEST_FIRST ? " newest" : " oldest";
      parts.add("the first %d%s of each project".formatted(first.limit(), order));
    }
  }

  private static String side(String word, @Nullable Double step) {
    return step == null ? "" : word + step + " ";
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
