package ai.neptune.spark.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The tables that compare contenders: ratios, times and memory. */
final class TurnTables {

  private final List<Turn> turns;

  TurnTables(List<Turn> turns) {
    this.turns = turns;
  }

  void write(StringBuilder out) {
    List<Workload> workloads = turns.stream().map(Turn::workload).distinct().toList();
    if (workloads.isEmpty()) {
      return;
    }
    Markdown.table(
        out,
        List.of("work", "ratio", "target", "min", "median", "max", "first"),
        workloads.stream().flatMap(w -> ratios(w).stream()).toList());
    Markdown.table(
        out,
        List.of("work", "contender", "first", "min", "median", "max", "requests", "MB received"),
        workloads.stream().flatMap(w -> times(w).stream()).toList());
    Markdown.table(
        out,
        List.of("work", "target", "peak heap in use", "peak live heap", "above idle"),
        workloads.stream().map(this::memory).toList());
  }

  /** All turns but the first; all if each had a new JVM; the first if there is no other. */
  static List<Turn> warm(List<Turn> turns) {
    return turns.size() == 1 || turns.get(0).workload().isFirstTurn()
        ? turns
        : turns.subList(1, turns.size());
  }

  static Spread seconds(List<Turn> turns) {
    return Spread.of(turns.stream().mapToDouble(Turn::seconds).toArray());
  }

  private List<List<String>> ratios(Workload workload) {
    List<List<String>> rows = new ArrayList<>();
    for (Target target : Target.of(workload)) {
      List<Turn> over = turns(workload, target.over());
      List<Turn> under = turns(workload, target.under());
      if (!over.isEmpty() && !under.isEmpty()) {
        Spread spread = Spread.of(ratios(warm(over), warm(under)));
        rows.add(
            List.of(
                over.get(0).title(),
                target.over() + " ÷ " + under.get(0).contender(),
                target.bound(),
                Markdown.ratio(spread.min()),
                Markdown.ratio(spread.median()),
                Markdown.ratio(spread.max()),
                Markdown.ratio(over.get(0).seconds() / under.get(0).seconds())));
      }
    }
    return rows;
  }

  /** Compares each repetition; uses the median if one contender ran fewer repetitions. */
  private static double[] ratios(List<Turn> over, List<Turn> under) {
    if (over.size() == under.size()) {
      double[] ratios = new double[over.size()];
      Arrays.setAll(ratios, i -> over.get(i).seconds() / under.get(i).seconds());
      return ratios;
    }
    double median = seconds(under).median();
    return over.stream().mapToDouble(turn -> turn.seconds() / median).toArray();
  }

  private List<List<String>> times(Workload workload) {
    List<List<String>> rows = new ArrayList<>();
    for (String contender : contenders(workload)) {
      List<Turn> all = turns(workload, contender);
      Spread warm = seconds(warm(all));
      Turn last = all.get(all.size() - 1);
      rows.add(
          List.of(
              last.title(),
              contender,
              Markdown.seconds(all.get(0).seconds()),
              Markdown.seconds(warm.min()),
              Markdown.seconds(warm.median()),
              Markdown.seconds(warm.max()),
              Long.toString(last.requests()),
              Markdown.megabytes(last.bytes())));
    }
    return rows;
  }

  private List<String> memory(Workload workload) {
    List<Turn> connector = turns(workload, Contender.CONNECTOR);
    long inUse = connector.stream().mapToLong(Turn::peakMemory).max().orElse(0);
    List<Turn> forMemory =
        turns.stream().filter(t -> t.workload() == workload && t.forMemory()).toList();
    Turn alive = forMemory.isEmpty() ? null : forMemory.get(0);
    return List.of(
        connector.get(0).title(),
        workload.kind() == Workload.Kind.PLANNING ? "256 MiB above idle" : "1 GiB",
        Markdown.mebibytes(inUse),
        alive == null ? "–" : Markdown.mebibytes(alive.peakMemory()),
        alive == null ? "–" : Markdown.mebibytes(alive.peakMemory() - alive.idleMemory()));
  }

  /** The contenders in the order of their turns. */
  private List<String> contenders(Workload workload) {
    return turns.stream()
        .filter(turn -> turn.workload() == workload)
        .map(Turn::contender)
        .distinct()
        .toList();
  }

  private List<Turn> turns(Workload workload, String contender) {
    if (contender.equals(Contender.FIXED)) {
      return contenders(workload).stream()
          .filter(Contender::isFixed)
          .map(name -> turns(workload, name))
          .min(Comparator.comparingDouble(all -> seconds(warm(all)).median()))
          .orElse(List.of());
    }
    return turns.stream()
        .filter(t -> t.workload() == workload && t.contender().equals(contender) && !t.forMemory())
        .toList();
  }
}
