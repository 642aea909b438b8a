package ai.neptune.archive.nql;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.testkit.model.AttributeType;
import ai.neptune.testkit.model.ProjectStore;
import ai.neptune.testkit.model.Run;
import ai.neptune.testkit.nql.Condition;
import ai.neptune.testkit.nql.NqlException;
import ai.neptune.testkit.nql.NqlParser;
import ai.neptune.testkit.nql.Operand;
import ai.neptune.testkit.seed.SeedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Runs of the test server, which its evaluator of NQL and the connector's look at alike. */
final class SeededRuns {

  private static final String PROJECT =
      """
      {"project": "team/nql", "runs": [
        {"run": "a", "experiment": "one", "creationTime": "2025-01-01T00:00:00.500Z",
         "attributes": {
           "i": {"type": "int", "value": 9007199254740993},
           "f": {"type": "float", "value": 0.0000001},
           "s": {"type": "string", "value": "say \\"hi\\" to C:\\\\x 42"},
           "t": {"type": "bool", "value": true},
           "d": {"type": "datetime", "value": "2025-06-01T12:00:00.123+02:00"},
           "set": {"type": "string_set", "value": ["red", "green"]},
           "file": {"type": "file", "base64": ""}},
         "series": {
           "m": {"type": "float_series", "points": [[0, 4], [1, 2], [2, 3]]},
           "j": {"type": "string_series", "points": [[0, "first"], [1, "last"]]},
           "h": {"type": "histogram_series", "points": []}}},
        {"run": "b", "experiment": "two", "creationTime": "2025-01-02T00:00:00Z",
         "fork": {"run": "a", "step": 1.0},
         "attributes": {
           "i": {"type": "int", "value": -1},
           "f": {"type": "float", "value": "NaN"},
           "s": {"type": "string", "value": "other"},
           "t": {"type": "bool", "value": false},
           "d": {"type": "datetime", "value": "1960-01-01T00:00:00Z"},
           "set": {"type": "string_set", "value": ["blue"]}},
         "series": {"m": {"type": "float_series", "points": [[7, "Infinity"]]}}},
        {"run": "c", "creationTime": "2025-01-03T00:00:00Z",
         "attributes": {
           "i": {"type": "float", "value": 1},
           "f": {"type": "float", "value": -0.0},
           "s": {"type": "string", "value": ""},
           "set": {"type": "string_set", "value": []}},
         "series": {"m": {"type": "float_series", "points": [[0, "NaN"], [1, "NaN"]]}}},
        {"run": "d", "creationTime": "2025-01-04T00:00:00Z"}]}
      """;

  private static final List<Run> RUNS = runs();

  private SeededRuns() {}

  /** The ids of the runs for which the connector's evaluator finds the query true. */
  static List<String> found(String query) {
    NqlFilter filter = NqlFilter.parse(query);
    return RUNS.stream()
        .filter(run -> filter.test(new Seeded(run, filter)))
        .map(Run::runId)
        .toList();
  }

  /**
   * The ids of the runs that the test server finds.
   *
   * @throws NqlException if it refuses the query
   */
  static List<String> foundByTheTestServer(String query) {
    Condition condition = NqlParser.parse(query, operand -> {});
    return RUNS.stream().filter(condition::test).map(Run::runId).toList();
  }

  /** A run that gives nothing but what the filter said it needs. */
  private record Seeded(Run run, NqlFilter filter) implements QueryableRun {

    @Override
    public boolean has(AttributeDefinition attribute) {
      requireAnnounced(filter.needs().containsKey(attribute));
      return run.has(attribute.name(), typeOf(attribute));
    }

    @Override
    public Object value(AttributeDefinition attribute) {
      requireAnnounced(filter.needs().containsKey(attribute));
      return operand(attribute, Aggregate.LAST).valueOf(run);
    }

    @Override
    public Double aggregate(AttributeDefinition floatSeries, Aggregate aggregate) {
      requireAnnounced(filter.needs().get(floatSeries).contains(aggregate));
      return (Double) operand(floatSeries, aggregate).valueOf(run);
    }

    private static void requireAnnounced(boolean announced) {
      if (!announced) {
        throw new AssertionError("The filter asks for what it did not announce.");
      }
    }

    private static Operand operand(AttributeDefinition attribute, Aggregate aggregate) {
      return new Operand(
          attribute.name(),
          typeOf(attribute),
          ai.neptune.testkit.model.Aggregate.ofName(aggregate.name().toLowerCase(Locale.ROOT))
              .orElseThrow());
    }

    private static AttributeType typeOf(AttributeDefinition attribute) {
      return AttributeType.ofWireName(attribute.type().wireName()).orElseThrow();
    }
  }

  private static List<Run> runs() {
    try {
      ProjectStore store = new ProjectStore();
      store.add(
          SeedReader.read(new ByteArrayInputStream(PROJECT.getBytes(StandardCharsets.UTF_8))));
      return store.project("team/nql").orElseThrow().runs();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
