package ai.neptune.spark.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.client.RunIdentifier;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pushdown.Conditions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MissingNamesTest {

  private static final List<FoundRun> FOUND =
      List.of(new FoundRun(new RunIdentifier("team/project", "P-1"), "gull", "gulls", 0, 0, false));

  @Test
  void exactNamesThatNothingHasAreMissing() {
    assertThat(missing(Map.of("experiments", "gull,tern"))).containsExactly("tern");
    assertThat(missing(Map.of("experiments", "[\"gull \"]"))).containsExactly("gull ");
    assertThat(missing(Map.of("container", "run", "runs", "skua"))).containsExactly("skua");
    assertThat(missing(Map.of("container", "run", "experiments", "gulls,terns, gull")))
        .containsExactly("terns", "gull");
  }

  @Test
  void whereNotNamesAloneDecideNothingIsSaidToBeMissing() {
    assertThat(missing(Map.of())).isEmpty();
    assertThat(missing(Map.of("experiments", "tern", "query", "`a`:int > 1"))).isEmpty();
    assertThat(missing(Map.of("container", "run", "runs", "tern", "experiments", "e"))).isEmpty();
  }

  private static List<String> missing(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.put("apiToken", "token");
    all.put("project", "team/project");
    all.put("relation", "metrics");
    return MissingNames.missing(NeptuneOptions.read(all, Map.of()), Conditions.NONE, FOUND);
  }
}
