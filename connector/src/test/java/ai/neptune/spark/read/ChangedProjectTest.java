package ai.neptune.spark.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.spark.LocalSpark;
import ai.neptune.testkit.NeptuneServer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A DataFrame that is read again after its project has changed gives an error, not a wrong row. */
final class ChangedProjectTest {

  private static final String STAYS =
      """
      {"run": "stays", "experiment": "stays", "attributes": {
        "score": {"type": "float", "value": 1.0}, "note": {"type": "string", "value": "a"}}}""";

  private static final String OTHER =
      """
      {"run": "other", "experiment": "other", "attributes": {
        "score": {"type": "%s", "value": %s}, "rare": {"type": "int", "value": 1}}}""";

  private NeptuneServer server;

  @BeforeEach
  void startServer() {
    server = NeptuneServer.start(project(STAYS + "," + OTHER.formatted("float", "2.0")));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void aRunThatHasGoneIsAnErrorAndNoRowOfNulls() {
    Dataset<Row> table = load("experiments");
    Dataset<Row> names = table.select("experiment");
    assertThat(table.collectAsList()).hasSize(2);
    assertThat(names.collectAsList()).hasSize(2);

    server.addProject(project(STAYS));

    assertThatThrownBy(table::collectAsList)
        .hasStackTraceContaining("Experiment 'other' (team/changing/")
        .hasStackTraceContaining("is gone: it was deleted after this read had been planned.");
    assertThat(names.collectAsList()).hasSize(2);
    assertThat(load("experiments").collectAsList()).hasSize(1);
  }

  @Test
  void aRunWithoutTheRequiredAttributesIsNotGone() {
    assertThat(load("experiments").select("experiment", "rare").collectAsList())
        .filteredOn(row -> row.isNullAt(1))
        .hasSize(1);
  }

  @Test
  void aTypeThatHasChangedIsAnErrorWhetherOrNotAPredicateIsPushed() {
    Dataset<Row> table = load("experiments");
    Dataset<Row> all = table.select("experiment", "score");
    Dataset<Row> filtered = table.where("score > 1.5");
    Dataset<Row> unchanged = table.select("experiment", "note").where("note = 'a'");
    assertThat(all.collectAsList()).hasSize(2);
    assertThat(filtered.collectAsList()).hasSize(1);

    server.addProject(project(STAYS + "," + OTHER.formatted("string", "\"two\"")));

    String changed = "is of type string, but its column is of type float";
    assertThatThrownBy(all::collectAsList).hasStackTraceContaining(changed);
    assertThatThrownBy(table.where("score > 1.5")::collectAsList).hasStackTraceContaining(changed);
    assertThatThrownBy(table.where("score > 1.5")::count).hasStackTraceContaining(changed);
    assertThat(unchanged.collectAsList()).hasSize(1);
  }

  private static String project(String runs) {
    return "{\"project\": \"team/changing\", \"runs\": [" + runs + "]}";
  }

  private Dataset<Row> load(String relation) {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("apiToken", server.apiToken())
        .option("project", "team/changing")
        .load(relation);
  }
}
