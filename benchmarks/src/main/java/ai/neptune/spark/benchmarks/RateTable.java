package ai.neptune.spark.benchmarks;

import java.util.List;

/** How fast the connector reads the bytes of each relation, compared with those of points. */
final class RateTable {

  private static final String TARGET = "≥ 0.33";

  private final List<Turn> turns;

  /** Creates the table from all turns of a run. */
  RateTable(List<Turn> turns) {
    this.turns = turns;
  }

  /** Writes a row for each workload of a section. */
  void write(StringBuilder out, Section section) {
    double ofPoints = rate(Workload.METRICS_EXPERIMENTS);
    List<List<String>> rows =
        turns.stream()
            .filter(turn -> turn.section() == section)
            .map(Turn::workload)
            .distinct()
            .map(workload -> row(workload, ofPoints))
            .toList();
    if (!rows.isEmpty()) {
      Markdown.table(out, List.of("work", "MB/s of the connector", "÷ metrics", "target"), rows);
    }
  }

  private List<String> row(Workload workload, double ofPoints) {
    double rate = rate(workload);
    return List.of(
        workload.title(),
        Markdown.number(Math.round(rate / 1e5) / 10.0),
        Double.isNaN(ofPoints) ? "–" : Markdown.ratio(rate / ofPoints),
        TARGET);
  }

  /** The bytes per second of warm repetitions; NaN if there are none. */
  private double rate(Workload workload) {
    List<Turn> connector =
        turns.stream()
            .filter(turn -> turn.workload() == workload && !turn.forMemory() && !turn.network())
            .filter(turn -> turn.contender().equals(Contender.CONNECTOR))
            .toList();
    return connector.isEmpty()
        ? Double.NaN
        : connector.get(0).bytes() / TurnTables.seconds(TurnTables.warm(connector)).median();
  }
}
