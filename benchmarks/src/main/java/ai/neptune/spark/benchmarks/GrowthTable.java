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
    List<Double> factors = List.copyOf(turns.keySet());
    List<String> header = new ArrayList<>(List.of("growth of"));
    factors.forEach(f -> header.add(Markdown.number(f) + " ×"));
    header.add("last ÷ first");
    factors.forEach(f -> header.add("live heap, " + Markdown.number(f) + " ×"));
    Markdown.table(out, header, lines().stream().map(GrowthTable::row).toList());
  }

  /** The figures of each workload, in the order of its multiples. */
  List<GrowthLine> lines() {
    List<Turn> smallest = turns.values().iterator().next();
    return smallest.stream().map(Turn::workload).distinct().map(this::line).toList();
  }

  private static List<String> row(GrowthLine line) {
    List<GrowthLine.Point> points = line.points();
    List<String> row = new ArrayList<>(List.of(line.title()));
    points.forEach(point -> row.add(Markdown.seconds(point.seconds())));
    row.add(Markdown.ratio(points.get(points.size() - 1).seconds() / points.get(0).seconds()));
    points.forEach(point -> row.add(Markdown.mebibytes(point.liveHeap())));
    return row;
  }

  private GrowthLine line(Workload workload) {
    List<GrowthLine.Point> points = new ArrayList<>();
    for (double factor : turns.keySet()) {
      points.add(
          new GrowthLine.Point(factor, seconds(workload, factor), liveHeap(workload, factor)));
    }
    Turn smallest = of(workload, turns.keySet().iterator().next()).get(0);
    String title =
        "%s, starting at %s × the work"
            .formatted(smallest.title(), Markdown.number(smallest.scale()));
    return new GrowthLine(smallest.scale() == 1 ? smallest.title() : title, points);
  }

  private double seconds(Workload workload, double factor) {
    return TurnTables.seconds(
            of(workload, factor).stream()
                .filter(turn -> !turn.forMemory() && turn.repetition() > 0)
                .toList())
        .median();
  }

  private long liveHeap(Workload workload, double factor) {
    return of(workload, factor).stream()
        .filter(Turn::forMemory)
        .mapToLong(Turn::peakMemory)
        .max()
        .orElse(0);
  }

  private List<Turn> of(Workload workload, double factor) {
    return turns.get(factor).stream().filter(turn -> turn.workload() == workload).toList();
  }
}
