package ai.neptune.spark.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Runs the benchmarks and writes their results as tables and as JSON. */
public final class Benchmarks {

  private static final int GROWTH_REPETITIONS = 2;

  private final Arguments arguments;
  private final Setup setup;
  private final Results results;

  private Benchmarks(Arguments arguments, Setup setup, Results results) {
    this.arguments = arguments;
    this.setup = setup;
    this.results = results;
  }

  /** Arguments: the folder of this module, the test server's jar, then the user's arguments. */
  public static void main(String[] line) throws Exception {
    Path module = Path.of(line[0]);
    Arguments arguments;
    try {
      arguments = Arguments.parse(module, List.of(line).subList(2, line.length));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    List<String> failed;
    Files.createDirectories(arguments.folder());
    Results results = new Results(Machine.describe(arguments.python()), arguments);
    try (TestServer server = TestServer.start(Setup.java(), Path.of(line[1]))) {
      Setup setup = new Setup(server, module, arguments.python(), arguments.folder());
      failed = new Benchmarks(arguments, setup, results).run();
    }
    if (arguments.micro()) {
      results.addMicro(MicroBenchmarks.run(arguments.scale()));
    }
    results.write();
    System.out.println();
    System.out.println(results.markdown());
    if (!failed.isEmpty()) {
      System.err.println("Failed, see above: " + String.join(", ", failed));
      System.exit(1);
    }
  }

  /** Returns the names of the workloads that failed; the figures of the others are kept. */
  private List<String> run() throws IOException {
    List<String> failed = new ArrayList<>();
    for (Workload workload : arguments.workloads()) {
      say(workload, arguments.scale(), "");
      try (Stage stage = stage(workload, arguments.scale(), this::add)) {
        results.addProfile(workload, workload.isFirstTurn() ? runFirst(stage) : run(stage));
      } catch (IOException e) {
        e.printStackTrace();
        failed.add(workload.label());
      }
    }
    for (Workload workload : arguments.grown()) {
      for (double factor : arguments.factors()) {
        grow(workload, factor);
      }
    }
    return failed;
  }

  private Profile run(Stage stage) throws IOException {
    try (Round round = new Round(stage)) {
      round.run(arguments.warmUpSeconds(), arguments.repetitions(), arguments.reference());
      round.runForMemory();
      return round.runForProfile();
    }
  }

  private Profile runFirst(Stage stage) throws IOException {
    FirstTurns turns = new FirstTurns(stage);
    turns.run(Math.max(1, arguments.repetitions()));
    return turns.runForProfile();
  }

  private void grow(Workload workload, double factor) throws IOException {
    double scale = arguments.scale() * workload.growthBase() * factor;
    say(workload, scale, ", to measure growth");
    try (Stage stage = stage(workload, scale, turn -> results.addGrowth(factor, shown(turn)));
        Round round = new Round(stage)) {
      round.runConnector(arguments.warmUpSeconds(), GROWTH_REPETITIONS);
      round.runForMemory();
    }
  }

  private Stage stage(Workload workload, double scale, Consumer<Turn> turns) throws IOException {
    return new Stage(setup, workload, scale, arguments.network(), turns);
  }

  private void add(Turn turn) {
    results.add(shown(turn));
  }

  private static Turn shown(Turn turn) {
    say(
        String.format(
            Locale.ROOT,
            "  %-25s %-6s %8.2f s, %5d requests, %,d bytes, %s",
            turn.contender(),
            turn.forMemory() ? "memory" : "#" + turn.repetition(),
            turn.seconds(),
            turn.requests(),
            turn.bytes(),
            turn.peakMemory() == 0 ? "" : Markdown.mebibytes(turn.peakMemory())));
    return turn;
  }

  private void say(Workload workload, double scale, String why) {
    boolean network = arguments.network() || workload.section() == Section.NETWORK;
    say(
        "%s%s, %s × the work%s"
            .formatted(
                workload.title(), network ? Network.SUFFIX : "", Markdown.number(scale), why));
  }

  private static void say(String text) {
    System.out.println(text);
  }
}
