package ai.neptune.spark.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs the benchmarks and writes their results as tables and as JSON. */
public final class Benchmarks {

  private static final double[] GROWTH = {1, 3, 10};
  private static final int GROWTH_REPETITIONS = 2;

  private final Arguments arguments;
  private final Results results;

  private Benchmarks(Arguments arguments, Results results) {
    this.arguments = arguments;
    this.results = results;
  }

  /** Arguments: the folder of this module, the test server's jar, then the user's arguments. */
  public static void main(String[] line) throws Exception {
    Arguments arguments;
    try {
      arguments =
          Arguments.parse(
              Path.of(line[0]), List.of(line).subList(2, line.length).toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Files.createDirectories(arguments.folder());
    Results results = new Results(Machine.describe(arguments.python()), arguments.scale());
    try (TestServer server = TestServer.start(Setup.java(), Path.of(line[1]))) {
      Setup setup = new Setup(server, arguments.module(), arguments.python(), arguments.folder());
      new Benchmarks(arguments, results).run(setup);
    }
    if (arguments.micro()) {
      results.addMicro(MicroBenchmarks.run(arguments.scale()));
    }
    results.write(arguments.folder(), arguments.page());
    System.out.println();
    System.out.println(results.markdown());
  }

  private void run(Setup setup) throws IOException {
    for (Workload workload : arguments.workloads()) {
      say("%s, %s × the work".formatted(workload.title(), Markdown.number(arguments.scale())));
      try (Round round = new Round(setup, workload, arguments.scale(), this::add)) {
        round.run(arguments.warmUpSeconds(), arguments.repetitions(), arguments.reference());
        round.runForMemory();
        results.addProfile(workload, round.runForProfile());
      }
    }
    if (arguments.growth()) {
      for (Workload workload : grown()) {
        for (double factor : GROWTH) {
          grow(setup, workload, factor);
        }
      }
    }
  }

  private void grow(Setup setup, Workload workload, double factor) throws IOException {
    double scale = arguments.scale() * workload.growthBase() * factor;
    say("%s, %s × the work, to measure growth".formatted(workload.title(), Markdown.number(scale)));
    try (Round round =
        new Round(setup, workload, scale, turn -> results.addGrowth(factor, shown(turn)))) {
      round.runConnector(arguments.warmUpSeconds(), GROWTH_REPETITIONS);
      round.runForMemory();
    }
  }

  /** The requested workloads that can grow; all of them if no workload was requested. */
  private List<Workload> grown() {
    List<Workload> requested = new ArrayList<>(arguments.workloads());
    if (requested.isEmpty()) {
      requested.addAll(List.of(Workload.values()));
    }
    requested.removeIf(workload -> !workload.grows());
    return requested;
  }

  private void add(Turn turn) {
    results.add(shown(turn));
  }

  private static Turn shown(Turn turn) {
    say(
        String.format(
            Locale.ROOT,
            "  %-16s %-6s %8.2f s, %5d requests, %,d bytes, %s",
            turn.contender(),
            turn.forMemory() ? "memory" : "#" + turn.repetition(),
            turn.seconds(),
            turn.requests(),
            turn.bytes(),
            turn.peakMemory() == 0 ? "" : Markdown.mebibytes(turn.peakMemory())));
    return turn;
  }

  private static void say(String text) {
    System.out.println(text);
  }
}
