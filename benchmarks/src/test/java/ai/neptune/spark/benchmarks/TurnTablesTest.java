package ai.neptune.spark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnTablesTest {

  private final List<Turn> turns = new ArrayList<>();

  @Test
  void comparesTheConnectorWithTheBestFixedConcurrency() {
    add(Workload.NETWORK_FILES_SMALL, Contender.CONNECTOR, 9, 4.4, 4.0);
    add(Workload.NETWORK_FILES_SMALL, Contender.fixed(8), 8, 8, 8);
    add(Workload.NETWORK_FILES_SMALL, Contender.fixed(16), 1, 4, 4);
    add(Workload.NETWORK_FILES_SMALL, Contender.fixed(32), 1, 5, 5);

    assertThat(tables())
        .contains(
            "| 4,000 files of 64 KB, over a network | connector ÷ connector, concurrency 16"
                + " | ≤ 1.3 | 1.00 | 1.05 | 1.10 | 9.00 |")
        .contains("| connector, concurrency 32 | 1.00 s | 5.00 s |");
  }

  @Test
  void countsEachFirstTurnOfANewJvm() {
    add(Workload.FIRST_METRICS, Contender.CONNECTOR, 6, 4);
    add(Workload.FIRST_METRICS, Contender.SPARK_PARQUET, 2, 2);

    assertThat(tables())
        .contains("| connector ÷ spark.read.parquet | – | 2.00 | 2.50 | 3.00 | 3.00 |");
  }

  @Test
  void comparesTheBytesOfARelationWithThoseOfPoints() {
    add(Workload.METRICS_EXPERIMENTS, Contender.CONNECTOR, 9, 2);
    add(Workload.METRIC_SUMMARIES, Contender.CONNECTOR, 9, 4);

    StringBuilder out = new StringBuilder();
    new RateTable(turns).write(out, Section.RELATIONS);

    assertThat(out).contains("| 200,000 metric_summaries | 25 | 0.50 | ≥ 0.33 |");
  }

  private String tables() {
    StringBuilder out = new StringBuilder();
    new TurnTables(turns).write(out);
    return out.toString();
  }

  private void add(Workload workload, String contender, double... seconds) {
    for (int i = 0; i < seconds.length; i++) {
      boolean network = workload.section() == Section.NETWORK;
      turns.add(
          new Turn(
              workload,
              1,
              network,
              contender,
              i,
              false,
              seconds[i],
              1 << 20,
              1 << 20,
              1,
              100_000_000));
    }
  }
}
