package ai.neptune.spark.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.AttributeType;
import ai.neptune.client.Container;
import ai.neptune.client.StepRange;
import ai.neptune.errors.ApiTokenNotProvidedException;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.errors.ProjectNotProvidedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NeptuneOptionsTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("NEPTUNE_API_TOKEN", "token-of-the-environment", "NEPTUNE_PROJECT", "team/project");

  @Test
  void takesTokenAndProjectFromTheEnvironmentWhenTheyAreNotSet() {
    NeptuneOptions options = read(Map.of());
    assertThat(options.projects()).containsExactly("team/project");
    assertThat(options.connection().clientConfig().apiToken().reveal())
        .isEqualTo("token-of-the-environment");
  }

  @Test
  void readsTheRelationThatIsLoaded() {
    assertThat(read(Map.of("path", "metrics")).relation()).isEqualTo(RelationName.METRICS);
    assertThat(read(Map.of("path", " metrics\n")).relation()).isEqualTo(RelationName.METRICS);
    assertThat(read(Map.of("relation", "series")).relation()).isEqualTo(RelationName.SERIES);
    assertThat(read(Map.of()).relation()).isEqualTo(RelationName.EXPERIMENTS);
  }

  @Test
  void prefersTheLoadedRelationOverTheOption() {
    assertThat(read(Map.of("path", "files", "relation", "series")).relation())
        .isEqualTo(RelationName.FILES);
  }

  @Test
  void ignoresThePathThatSparkGivesToTablesWhenTheRelationIsSet() {
    assertThat(read(Map.of("path", "file:/warehouse/t", "relation", "series")).relation())
        .isEqualTo(RelationName.SERIES);
  }

  @Test
  void refusesAnUnknownRelationAndNamesThoseThatExist() {
    assertThatThrownBy(() -> read(Map.of("path", "metric")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("'metric'", "experiments", "metrics", "files");
  }

  @Test
  void refusesSeveralPaths() {
    assertThatThrownBy(() -> read(Map.of("paths", "[\"metrics\",\"series\"]")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("one relation");
  }

  @ParameterizedTest
  @CsvSource({
    "experiment,experiments",
    "stepRnge,stepRange",
    "STEP_RANGE,stepRange",
    "token,apiToken"
  })
  void namesTheNearestOptionWhenOneDoesNotExist(String wrong, String nearest) {
    assertThatThrownBy(() -> read(Map.of(wrong, "x")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("'" + wrong + "'", "'" + nearest + "'");
  }

  @Test
  void acceptsWhatSparkAddsForTables() {
    Map<String, String> options =
        Map.of(
            "provider", "neptune",
            "comment", "c",
            "location", "l",
            "owner", "o",
            "serialization.format", "1",
            "option.project", "p",
            "relation", "metrics");
    assertThat(read(options).relation()).isEqualTo(RelationName.METRICS);
  }

  @Test
  void readsOptionNamesInAnyCase() {
    assertThat(read(Map.of("STEPRANGE", "1,2", "path", "metrics")).series().steps())
        .isEqualTo(new StepRange(1.0, 2.0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"1.0,5;1.0;5.0", "1.0,;1.0;", ",5;;5.0", "' 2 , 3 ';2.0;3.0", "4,4;4.0;4.0"})
  void readsStepRanges(String value, Double from, Double to) {
    assertThat(read(Map.of("stepRange", value)).series().steps())
        .isEqualTo(new StepRange(from, to));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5,1", "1", "1,2,3", "a,b", "NaN,1", "1;2"})
  void refusesBadStepRanges(String value) {
    assertThatThrownBy(() -> read(Map.of("stepRange", value)))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("'stepRange'", "'" + value + "'", "from,to");
  }

  @ParameterizedTest
  @CsvSource({
    "tailLimit,0",
    "tailLimit,many",
    "limit,-1",
    "maxColumns,0",
    "targetPointsPerPartition,0",
    "maxConcurrentRequests,0",
    "lineageToTheRoot,yes",
    "container,model",
    "attributeTypes,floats",
    "sortDirection,up",
    "requestTimeout,soon",
    "requestTimeout,0s",
    "requestTimeout,0.0001ms",
    "tailLimit,2.5",
    "tailLimit,1e400000000",
    "retryHardTimeout,99999999999999999999s",
    "project,projectonly",
    "proxy,https://host:1",
    "proxy,http://host",
    "proxy,http://host:0",
    "proxy,http://host:1/path"
  })
  void refusesBadValuesNamingTheOption(String option, String value) {
    assertThatThrownBy(() -> read(Map.of(option, value)))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("Invalid value '", "' for option '" + option + "'", "expected");
  }

  @Test
  void hidesWhatAProxyAddressHolds() {
    assertThatThrownBy(() -> read(Map.of("proxy", "http://user:s3cret@host:1/path")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageNotContaining("s3cret");
    assertThat(read(Map.of("proxy", "http://user:s3cret@host:1/")).toString())
        .doesNotContain("s3cret");
  }

  @Test
  void splitsNamesAtCommasAndTakesJsonWhenTheyHoldCommas() {
    assertThat(read(Map.of("experiments", " a , b,c ")).runs().experiments())
        .containsExactly("a", "b", "c");
    assertThat(read(Map.of("experiments", "[\"a,b\", \" c \"]")).runs().experiments())
        .containsExactly("a,b", " c ");
    assertThatThrownBy(() -> read(Map.of("experiments", "[1]")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("'experiments'", "JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", " , ", "[]", " [ ] "})
  void takesAListWithoutNamesAsNone(String none) {
    Map<String, String> options = Map.of("path", "runs", "experiments", none, "runs", none);
    assertThat(read(options).runs().experiments()).isEmpty();
    assertThat(read(options).runs().runs()).isEmpty();
    assertThat(read(Map.of("attributes", none)).attributes().names()).isEmpty();
    assertThat(read(Map.of("attributeTypes", none)).attributes().names()).isEmpty();
    assertThatThrownBy(() -> read(Map.of("project", none)))
        .isInstanceOf(ProjectNotProvidedException.class)
        .hasMessageContaining("option 'project' is set, but names no Neptune project");
  }

  @Test
  void countsANameThatIsRepeatedOnce() {
    assertThat(read(Map.of("experiments", "a,b, a")).runs().experiments())
        .containsExactly("a", "b");
    assertThat(read(Map.of("attributes", "[\"a\",\"b\",\"a\"]")).attributes().names())
        .containsExactly("a", "b");
  }

  @Test
  void readsAProjectOfTheEnvironmentLikeTheOption() {
    assertThat(projectsOf("team/project\n")).containsExactly("team/project");
    assertThat(projectsOf("team/a, team/b,team/a")).containsExactly("team/a", "team/b");
    assertThat(projectsOf("[\"team/a, b\"]")).containsExactly("team/a, b");
    assertThat(projectsOf("*")).containsExactly("*");
    assertThatThrownBy(() -> projectsOf(" \n"))
        .isInstanceOf(ProjectNotProvidedException.class)
        .hasMessageContaining("variable NEPTUNE_PROJECT is set, but names no Neptune project");
    assertThatThrownBy(() -> projectsOf("project-x"))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("'project-x' for environment variable NEPTUNE_PROJECT");
  }

  private static List<String> projectsOf(String variable) {
    return NeptuneOptions.read(Map.of("apiToken", "t"), Map.of("NEPTUNE_PROJECT", variable))
        .projects();
  }

  @Test
  void takesAnOptionWithoutAValueAsNotSet() {
    Map<String, String> options = new HashMap<>();
    for (Option option : Option.values()) {
      options.put(option.optionName(), null);
    }
    assertThat(read(options)).isEqualTo(read(Map.of()));
  }

  @Test
  void readsNumbersAndBooleansAsPythonWritesThem() {
    Map<String, String> options =
        Map.of(
            "tailLimit", "5.0",
            "targetPointsPerPartition", "1e6",
            "lineageToTheRoot", "False",
            "requestTimeout", "0.5",
            "retrySoftTimeout", "1.5m");
    assertThat(read(options).series().tailLimit()).isEqualTo(5);
    assertThat(read(options).targetPointsPerPartition()).isEqualTo(1_000_000);
    assertThat(read(options).series().lineageToTheRoot()).isFalse();
    var config = read(options).connection().clientConfig();
    assertThat(config.requestTimeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.retrySoftTimeout()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void readsAttributeTypes() {
    assertThat(read(Map.of("attributeTypes", "float_series, file")).attributes().types())
        .containsExactlyInAnyOrder(AttributeType.FLOAT_SERIES, AttributeType.FILE);
  }

  @Test
  void impliesTheContainerByTheRelation() {
    assertThat(read(Map.of("path", "runs")).container()).isEqualTo(Container.RUN);
    assertThat(read(Map.of("path", "metrics")).container()).isEqualTo(Container.EXPERIMENT);
    assertThat(read(Map.of("path", "metrics", "container", "run")).container())
        .isEqualTo(Container.RUN);
    assertThatThrownBy(() -> read(Map.of("path", "runs", "container", "experiment")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("load the relation 'experiments'");
  }

  @Test
  void refusesRunsOfExperiments() {
    assertThatThrownBy(() -> read(Map.of("runs", "r1")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("'container'");
  }

  @Test
  void asksForATokenAndAProject() {
    assertThatThrownBy(() -> NeptuneOptions.read(Map.of("project", "a/b"), Map.of()))
        .isInstanceOf(ApiTokenNotProvidedException.class)
        .hasMessageContainingAll("apiToken", "NEPTUNE_API_TOKEN");
    assertThatThrownBy(() -> NeptuneOptions.read(Map.of("apiToken", "t"), Map.of()))
        .isInstanceOf(ProjectNotProvidedException.class)
        .hasMessageContainingAll("'project'", "NEPTUNE_PROJECT");
  }

  @Test
  void readsDurations() {
    Map<String, String> options =
        Map.of("requestTimeout", "500ms", "retrySoftTimeout", "2h", "retryHardTimeout", "90");
    var config = read(options).connection().clientConfig();
    assertThat(config.requestTimeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.retrySoftTimeout()).isEqualTo(Duration.ofHours(2));
    assertThat(config.retryHardTimeout()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void showsNoSecret() {
    Map<String, String> options =
        Map.of("apiToken", "very-secret-token", "trustStorePassword", "very-secret-password");
    assertThat(read(options).toString()).doesNotContain("very-secret").contains("<hidden>");
  }

  @Test
  void namesSeveralProjects() {
    NeptuneOptions options = read(Map.of("project", "a/b, c/d,a/b"));
    assertThat(options.projects()).isEqualTo(List.of("a/b", "c/d"));
    assertThat(options.hasProjectColumn()).isTrue();
  }

  private static NeptuneOptions read(Map<String, String> options) {
    return NeptuneOptions.read(new HashMap<>(options), ENVIRONMENT);
  }
}
