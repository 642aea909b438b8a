package ai.neptune.spark.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The arguments of the command line.
 *
 * @param workloads the workloads to run with all contenders
 * @param grown the workloads whose growth is measured
 * @param scale multiplies the work in a workload's title
 * @param network whether all workloads run over a network, not only those made for it
 * @param warmUpSeconds the length of the warm-up of Java after the first repetition
 * @param repetitions the number of repetitions after the warm-up
 * @param reference the number of repetitions with the Python client
 * @param factors at which multiples of the work growth is measured, ascending
 * @param micro whether to run the benchmarks of single classes
 * @param python an interpreter with neptune_query and pandas, or null
 * @param folder the folder for results and downloaded files
 * @param page the page of the documentation to update, or null
 * @param command the user's command, without what does not change the figures
 */
record Arguments(
    List<Workload> workloads,
    List<Workload> grown,
    double scale,
    boolean network,
    int warmUpSeconds,
    int repetitions,
    int reference,
    List<Double> factors,
    boolean micro,
    String python,
    Path folder,
    Path page,
    String command) {

  private static final String MICRO = "jmh";
  private static final String GROWTH = "growth";
  private static final String NETWORK = "--network";
  private static final Set<String> OF_PLACES = Set.of("--folder", "--page", "--python");
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "--scale", "1",
          "--warm-up", "20",
          "--repetitions", "5",
          "--reference-repetitions", "1",
          "--growth-factors", "1,3,10");

  /**
   * Parses the command line.
   *
   * @param module the folder of this module
   * @throws IllegalArgumentException with a message for the user
   */
  static Arguments parse(Path module, List<String> line) {
    Map<String, String> options = new HashMap<>(DEFAULTS);
    options.put("--folder", module.resolve("target").toString());
    List<String> names = new ArrayList<>();
    List<String> command = new ArrayList<>(List.of("benchmarks/run"));
    boolean network = false;
    for (int i = 0; i < line.size(); i++) {
      String argument = line.get(i);
      if (argument.equals(NETWORK)) {
        network = true;
      } else if (argument.startsWith("-")) {
        i++;
        options.put(known(argument), value(line, i));
      } else {
        names.add(argument);
      }
      if (!OF_PLACES.contains(argument)) {
        command.add(argument.equals(line.get(i)) ? argument : argument + " " + line.get(i));
      }
    }
    boolean everything = names.isEmpty() && !network;
    boolean growth = names.contains(GROWTH);
    return new Arguments(
        growth ? List.of() : workloads(names, network),
        everything || growth ? grown(names) : List.of(),
        Double.parseDouble(options.get("--scale")),
        network,
        Integer.parseInt(options.get("--warm-up")),
        Integer.parseInt(options.get("--repetitions")),
        Integer.parseInt(options.get("--reference-repetitions")),
        factors(options),
        everything || names.contains(MICRO),
        options.get("--python"),
        Path.of(options.get("--folder")).toAbsolutePath(),
        options.containsKey("--page") ? Path.of(options.get("--page")).toAbsolutePath() : null,
        String.join(" ", command));
  }

  /** The named workloads; without names all, or those made for a network. */
  private static List<Workload> workloads(List<String> names, boolean network) {
    if (names.isEmpty()) {
      return Stream.of(Workload.values())
          .filter(workload -> !network || workload.section() == Section.NETWORK)
          .toList();
    }
    return named(names);
  }

  /** The named workloads; without names all that grow. */
  private static List<Workload> grown(List<String> names) {
    List<Workload> named = named(names);
    return named.isEmpty() ? Stream.of(Workload.values()).filter(Workload::grows).toList() : named;
  }

  private static List<Workload> named(List<String> names) {
    return names.stream()
        .filter(name -> !name.equals(GROWTH) && !name.equals(MICRO))
        .map(Workload::of)
        .toList();
  }

  private static List<Double> factors(Map<String, String> options) {
    return Stream.of(options.get("--growth-factors").split(",")).map(Double::valueOf).toList();
  }

  private static String known(String option) {
    if (!DEFAULTS.containsKey(option) && !OF_PLACES.contains(option)) {
      throw new IllegalArgumentException(
          "Unknown option '" + option + "': run benchmarks/run --help for the options");
    }
    return option;
  }

  private static String value(List<String> line, int index) {
    if (index == line.size()) {
      throw new IllegalArgumentException("Option " + line.get(index - 1) + " requires a value");
    }
    return line.get(index);
  }
}
