package ai.neptune.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestBatchesTest {

  @Test
  void asksForTheDefinitionsOfAtMost4400RunsAtOnce() {
    List<RunIdentifier> runs = runs(10_000);

    List<List<RunIdentifier>> batches = RequestBatches.ofRuns(runs);

    assertThat(batches).extracting(List::size).containsExactly(4_400, 4_400, 1_200);
    assertThat(batches.stream().flatMap(List::stream)).containsExactlyElementsOf(runs);
  }

  @Test
  void keepsNameFiltersSmallAndCompleteAlsoWhenEscapingMakesThemLonger() {
    List<String> names = names(3_000, "a.b.c.d.e.f.g.é/");

    List<NameFilter> filters = RequestBatches.ofNames(names);

    assertThat(filters.size()).isGreaterThan(1);
    assertThat(filters)
        .allSatisfy(
            filter ->
                assertThat(filter.alternatives().get(0).mustMatch().get(0).getBytes(UTF_8).length)
                    .isLessThan(60_010));
    assertThat(names)
        .allMatch(
            name ->
                filters.stream()
                    .anyMatch(
                        filter -> name.matches(filter.alternatives().get(0).mustMatch().get(0))));
  }

  @Test
  void asksForEveryValueOfEveryRunOnceWithinTheLimits() {
    List<RunIdentifier> runs = runs(701);
    List<String> names = names(333, "n".repeat(900));

    List<ValuesQuery> queries = RequestBatches.ofValues("team/project", runs, names);

    Set<String> asked = new HashSet<>();
    for (ValuesQuery query : queries) {
      int bytes = query.exactNames().stream().mapToInt(name -> name.getBytes(UTF_8).length).sum();
      assertThat(bytes + 50 * query.runs().size()).isLessThanOrEqualTo(220_000);
      assertThat(query.exactNames().size() * query.runs().size()).isLessThanOrEqualTo(10_000);
      for (RunIdentifier run : query.runs()) {
        for (String name : query.exactNames()) {
          assertThat(asked.add(run + " " + name)).isTrue();
        }
      }
    }
    assertThat(asked).hasSize(701 * 333);
  }

  @Test
  void asksNothingForNoRunsOrNoNames() {
    assertThat(RequestBatches.ofValues("p", runs(5), List.of())).isEmpty();
    assertThat(RequestBatches.ofValues("p", List.of(), names(5, "n"))).isEmpty();
  }

  private static List<RunIdentifier> runs(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new RunIdentifier("team/project", "PROJ-" + i))
        .toList();
  }

  private static List<String> names(int count, String prefix) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }
}
