package ai.neptune.spark.archive;

import ai.neptune.testkit.model.AttributeDefinition;
import ai.neptune.testkit.model.AttributeShape;
import ai.neptune.testkit.model.AttributeType;
import ai.neptune.testkit.model.ProjectStore;
import ai.neptune.testkit.model.Run;
import ai.neptune.testkit.seed.SeedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The names and values of a seeded project, of which questions are made up. */
record Vocabulary(List<String> runs, List<String> experiments, List<Value> values) {

  /** An attribute of a run, with a value as NQL writes it; null where there is none. */
  record Value(String name, AttributeType type, String literal) {

    String typed() {
      return "`%s`:%s".formatted(name, type.wireName());
    }
  }

  /**
   * The names and values of a project.
   *
   * @param leftOut a regex of attributes that no question is about
   */
  static Vocabulary of(String seed, String project, String leftOut) {
    ProjectStore store = new ProjectStore();
    try {
      store.add(SeedReader.read(new ByteArrayInputStream(seed.getBytes(StandardCharsets.UTF_8))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> runs = new ArrayList<>();
    Set<String> experiments = new LinkedHashSet<>();
    List<Value> values = new ArrayList<>();
    for (Run run : store.project(project).orElseThrow().runs()) {
      runs.add(run.runId());
      if (run.experiment() != null) {
        experiments.add(run.experiment());
      }
      AttributeShape shape = run.definitions();
      for (int i = 0; i < shape.size(); i++) {
        AttributeDefinition definition = shape.get(i);
        boolean isAsked =
            !definition.name().matches("sys/(diagnostics/.*|id|size)")
                && !definition.name().matches(leftOut)
                && !ComparableRows.isWithoutTags(
                    definition.name(), run.value(definition.name(), definition.type()));
        if (isAsked) {
          values.add(new Value(definition.name(), definition.type(), literal(run, definition)));
        }
      }
    }
    return new Vocabulary(runs, List.copyOf(experiments), values);
  }

  <T> T any(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  Value anyValue(Random random) {
    // As many of the users' own attributes as of the system's.
    boolean system = random.nextInt(4) == 0;
    for (int tries = 0; tries < 50; tries++) {
      Value value = any(random, values);
      if (value.name().startsWith("sys/") == system) {
        return value;
      }
    }
    return any(random, values);
  }

  private static String literal(Run run, AttributeDefinition definition) {
    if (definition.type() == AttributeType.FLOAT_SERIES) {
      return run.aggregates(definition.name()) == null
          ? null
          : text(run.aggregates(definition.name()).last());
    }
    if (definition.type().isSeries()) {
      return null;
    }
    Object value = run.value(definition.name(), definition.type());
    return value instanceof Long millis && definition.type() == AttributeType.DATETIME
        ? Instant.ofEpochMilli(millis).toString()
        : text(value);
  }

  private static String text(Object value) {
    if (value instanceof Double number && number.isInfinite()) {
      return number > 0 ? "inf" : "-inf";
    }
    if (value instanceof List<?> set) {
      return set.isEmpty() ? "none" : set.get(0).toString();
    }
    return value == null ? null : value.toString();
  }
}
