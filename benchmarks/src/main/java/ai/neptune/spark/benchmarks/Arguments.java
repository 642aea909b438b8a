package ai.neptune.spark.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The arguments of the command line.
 *
 * @param workloads the workloads to run
 * @param scale multiplies the work in a workload's title
 * @param warmUpSeconds the length of the warm-up of Java after the first repetition
 * @param repetitions the number of repetitions after the warm-up
 * @param reference the number of repetitions with the Python client
 * @param growth whether to measure the connector at 1, 3 and 10 times the work
 * @param micro whether to run the benchmarks of single classes
 * @param python an interpreter with neptune_query and pandas, or null
 * @param module the folder of this module
 * @param folder the folder for results and downloaded files
 * @param page the page of the documentation to update, or null
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
   * Parses the command line.
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
      throw new IllegalArgumentException("Option " + option + " requires a value");
    }
    return rest.pop();
  }
}
