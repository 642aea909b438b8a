package ai.neptune.spark.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A table of the connector's time and memory at multiples of the work. */
final class GrowthTable {

  private final Map<Double, List<Turn>> turns;

  /** Creates the table from turns by the multiple of the work. */
  GrowthTable(Map<Double, List<Turn>> turns) {
    this.turns = turns;
  }

  void write(StringBuilder out) {
    if (turns.isEmpty()) {
      return;
    }
    List<Double> factors = List.copyOf(turns.keySet());
    List<String> header = new ArrayList<>(List.of("growth of"));
    factors.forEach(f -> header.add(Markdown.number(f) + " ×"));
    header.add("last ÷ first");
    factors.forEach(f -> header.add("live heap, " + Markdown.number(f) + " ×"));
    Markdown.table(
        out,
        header,
        turns.get(factors.get(0)).stream()
            .map(Turn::workload)
            .distinct()
            .map(workload -> row(workload, factors))
            .toList());
  }

  private List<String> row(Workload workload, List<Double> factors) {
    Turn smallest =
        turns.get(factors.get(0)).stream().filter(t -> t.workload() == workload).findAny().get();
    List<String> row = new ArrayList<>();
    row.add(
        "%s, starting at %s × the work"
            .formatted(workload.title(), Markdown.number(smallest.scale())));
    List<Double> seconds = factors.stream().map(f -> seconds(workload, f)).toList();
    seconds.forEach(s -> row.add(Markdown.seconds(s)));
    row.add(Markdown.ratio(seconds.get(seconds.size() - 1) / seconds.get(0)));
    factors.forEach(f -> row.add(Markdown.mebibytes(liveHeap(workload, f))));
    return row;
  }

  private double seconds(Workload workload, double factor) {
    return Spread.of(
            turns.get(factor).stream()
                .filter(t -> t.workload() == workload && !t.forMemory() && t.repetition() > 0)
                .mapToDouble(Turn::seconds)
                .toArray())
        .median();
  }

  private long liveHeap(Workload workload, double factor) {
    return turns.get(factor).stream()
        .filter(t -> t.workload() == workload && t.forMemory())
        .mapToLong(Turn::peakMemory)
        .max()
        .orElse(0);
  }
}
