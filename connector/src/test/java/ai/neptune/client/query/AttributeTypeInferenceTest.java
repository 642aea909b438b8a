package ai.neptune.client.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.ClientConfig;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.Secret;
import ai.neptune.client.api.NeptuneClient;
import ai.neptune.errors.AttributeTypeInferenceException;
import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeTypeInferenceTest {

  private static final String PROJECT =
      """
      {"project": "team/project", "runs": [
        {"run": "r1", "attributes": {
           "lr": {"type": "float", "value": 0.1},
           "a.b": {"type": "int", "value": 1},
           "mixed": {"type": "int", "value": 1}},
         "series": {"loss": {"type": "float_series", "points": [[0, 1]]}}},
        {"run": "r2", "attributes": {
           "aXb": {"type": "bool", "value": true},
           "mixed": {"type": "string", "value": "x"}}}]}
      """;

  private static NeptuneServer server;

  private final RequestMetrics metrics = new RequestMetrics();
  private AttributeTypeInference inference;

  @BeforeAll
  static void startServer() {
    server = NeptuneServer.start(NeptuneServerOptions.STRICT, PROJECT);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void connect() {
    inference =
        new AttributeTypeInference(
            NeptuneClient.connect(ClientConfig.of(new Secret(server.apiToken())), metrics),
            List.of("team/project"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "`lr` > 0.1                              | `lr`:float > 0.1",
        "`lr`>0.1 and not(`a.b`=1)               | `lr`:float>0.1 and not(`a.b`:int=1)",
        "last(`loss`) < \"0.1\"                  | last(`loss`:floatSeries) < \"0.1\"",
        "`unknown` == \"`lr`\" OR `lr` EXISTS    | `unknown`:string == \"`lr`\" OR `lr`:float EXISTS",
        "`a.b` == \"\\\"`lr`\\\\\" AND `lr` < 1  | `a.b`:int == \"\\\"`lr`\\\\\" AND `lr`:float < 1",
        "`lr` != \"unterminated `lr`             | `lr`:float != \"unterminated `lr`",
        "`lr` > 1 AND `unterminated              | `lr`:float > 1 AND `unterminated"
      })
  void writesTheTypesThatAreMissingAndLeavesTheRest(String query, String typed) {
    assertThat(inference.withTypes(query)).isEqualTo(typed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "`lr`:float > 0.1           | `lr`:float > 0.1",
        "`mixed` : string == \"x\"  | `mixed` : string == \"x\"",
        "`sys/name` == \"x\"        | `sys/name`:string == \"x\"",
        "`sys/tags` CONTAINS \"x\"  | `sys/tags`:stringSet CONTAINS \"x\"",
        "MIN ( `mixed`) < 1         | MIN ( `mixed`:floatSeries) < 1",
        "no names at all            | no names at all"
      })
  void asksNothingWhenTheTypesAreKnown(String query, String typed) {
    assertThat(inference.withTypes(query)).isEqualTo(typed);
    assertThat(metrics.requests.sum()).isZero();
  }

  @Test
  void asksOnceForAllNames() {
    inference.withTypes("`lr` > 1 AND `lr` < 2 AND `a.b` EXISTS AND `unknown` EXISTS");
    long requests = metrics.requests.sum();

    assertThat(requests).as("with the exchange of the token at the most").isBetween(1L, 2L);
  }

  @Test
  void namesTheAttributesThatHaveSeveralTypes() {
    assertThatThrownBy(() -> inference.withTypes("`lr` > 1 OR `mixed` == 1"))
        .isInstanceOf(AttributeTypeInferenceException.class)
        .hasMessageContainingAll("`mixed` (int, string)", "`mixed`:int");
  }

  @Test
  void sortsByTheTypeInUseOrElseAsText() {
    assertThat(inference.forSorting("lr"))
        .isEqualTo(new AttributeDefinition("lr", AttributeType.FLOAT));
    assertThat(inference.forSorting("sys/size"))
        .isEqualTo(new AttributeDefinition("sys/size", AttributeType.INT));
    assertThat(inference.forSorting("mixed").type()).isEqualTo(AttributeType.STRING);
    assertThat(inference.forSorting("unknown").type()).isEqualTo(AttributeType.STRING);
  }
}
