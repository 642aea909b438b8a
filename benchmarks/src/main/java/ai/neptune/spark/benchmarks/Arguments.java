package ai.neptune.spark.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param workloads which work is done
 * @param scale how many times the work that its title says
 * @param warmUpSeconds how long Java is warmed up after the first repetition
 * @param repetitions how many there are after that
 * @param reference how many repetitions the Python client takes part in
 * @param growth whether the connector is measured at 1, 3 and 10 times the work
 * @param micro whether the benchmarks of single classes run
 * @param python an interpreter that has neptune_query, or null
 * @param folder where results and files go
 * @param page a page of the documentation to bring up to date, or null
 */
record Arguments(
    List<Workload> workloads,
    double scale,
    int warmUpSeconds,
    int repetitions,
    int reference,
    boolean growth,
    boolean micro,
    String python,
    Path module,
    Path folder,
    Path page) {

  static final String MICRO = "jmh";
  static final String GROWTH = "growth";

  private static final int WARM_UP_SECONDS = 20;
  private static final int REPETITIONS = 5;

  /**
   * Reads the command line.
   *
   * @param module the folder of this module
   * @throws IllegalArgumentException with a message for the user
   */
  static Arguments parse(Path module, String[] line) {
    List<Workload> workloads = new ArrayList<>();
    double scale = 1;
    int warmUpSeconds = WARM_UP_SECONDS;
    int repetitions = REPETITIONS;
    int reference = 1;
    boolean growth = false;
    boolean micro = false;
    String python = null;
    Path folder = module.resolve("target");
    Path page = null;
    Deque<String> rest = new ArrayDeque<>(List.of(line));
    boolean everything = true;
    while (!rest.isEmpty()) {
      String argument = rest.pop();
      switch (argument) {
        case "--scale" -> scale = Double.parseDouble(value(argument, rest));
        case "--warm-up" -> warmUpSeconds = Integer.parseInt(value(argument, rest));
        case "--repetitions" -> repetitions = Integer.parseInt(value(argument, rest));
        case "--reference-repetitions" -> reference = Integer.parseInt(value(argument, rest));
        case "--folder" -> folder = Path.of(value(argument, rest)).toAbsolutePath();
        case "--page" -> page = Path.of(value(argument, rest)).toAbsolutePath();
        case "--python" -> python = value(argument, rest);
        default -> {
          everything = false;
          growth |= argument.equals(GROWTH);
          micro |= argument.equals(MICRO);
          if (!argument.equals(GROWTH) && !argument.equals(MICRO)) {
            workloads.add(Workload.of(argument));
          }
        }
      }
    }
    return new Arguments(
        everything ? List.of(Workload.values()) : List.copyOf(workloads),
        scale,
        warmUpSeconds,
        repetitions,
        reference,
        growth || everything,
        micro || everything,
        python,
        module,
        folder,
        page);
  }

  private static String value(String option, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.pop();
  }
}
