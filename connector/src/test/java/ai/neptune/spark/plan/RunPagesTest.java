package ai.neptune.spark.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.client.ClientConfig;
import ai.neptune.client.Container;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.Secret;
import ai.neptune.client.Sorting;
import ai.neptune.client.api.NeptuneClient;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pushdown.Conditions;
import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class RunPagesTest {

  private static final String PROJECT = "team/many";
  private static final int RUNS = 4_500;

  private static NeptuneServer server;

  private final List<Integer> limits = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void startServer() {
    String runs =
        IntStream.range(0, RUNS)
            .mapToObj("{\"run\": \"r%d\"}"::formatted)
            .collect(Collectors.joining(","));
    server =
        NeptuneServer.start(
            NeptuneServerOptions.STRICT,
            "{\"project\": \"%s\", \"runs\": [%s]}".formatted(PROJECT, runs));
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void beginsWithAShortPageWhenAllRunsAreWanted() {
    assertThat(find(null)).hasSize(RUNS).doesNotHaveDuplicates();
    // Both others begin with a run of the page before, and the last is not full.
    assertThat(limits).containsExactly(2_000, 2_002, 2_002);
  }

  @Test
  void findsTheFirstRunsByOneRequest() {
    assertThat(find(3)).containsExactlyElementsOf(find(null).subList(0, 3));
    assertThat(limits.get(0)).isEqualTo(100);
    limits.clear();
    assertThat(find(4_000)).hasSize(4_000);
    assertThat(limits).containsExactly(4_000);
  }

  private List<FoundRun> find(@Nullable Integer limit) {
    NeptuneClient client =
        NeptuneClient.connect(ClientConfig.of(new Secret(server.apiToken())), new RequestMetrics());
    NeptuneSource source =
        (NeptuneSource)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {NeptuneSource.class},
                (proxy, method, arguments) -> {
                  if (arguments != null && arguments[0] instanceof EntriesSearch search) {
                    limits.add(search.limit());
                  }
                  return method.invoke(client, arguments);
                });
    NeptuneOptions options =
        NeptuneOptions.read(
            Map.of("apiToken", server.apiToken(), "project", PROJECT, "relation", "runs"),
            Map.of());
    return new RunPages(source, Container.RUN, Conditions.NONE, RunFacts.names(options))
        .find(PROJECT, null, Sorting.BY_CREATION_TIME, limit, run -> true);
  }
}
