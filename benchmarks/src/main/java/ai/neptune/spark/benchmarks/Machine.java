package ai.neptune.spark.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes the machine on which the figures were measured. */
final class Machine {

  private static final Path CPUS = Path.of("/proc/cpuinfo");

  private Machine() {}

  static Map<String, String> describe(String python) throws IOException {
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    machine.put("processor", processor());
    machine.put("memory", Markdown.mebibytes(memory()));
    machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
    machine.put("Spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
    machine.put("curl", firstLine(List.of("curl", "--version")).split(" ", 3)[1]);
    if (python != null) {
      machine.put("Python", firstLine(List.of(python, "--version")));
      machine.put("neptune_query", version(python, "neptune-query"));
      machine.put("pandas, pyarrow", version(python, "pandas") + ", " + version(python, "pyarrow"));
    }
    return machine;
  }

  private static String version(String python, String distribution) throws IOException {
    String script = "import importlib.metadata as m; print(m.version('%s'))";
    return firstLine(List.of(python, "-c", script.formatted(distribution)));
  }

  private static String processor() throws IOException {
    if (Files.isReadable(CPUS)) {
      for (String line : Files.readAllLines(CPUS)) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    }
    return System.getProperty("os.arch");
  }

  private static long memory() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getTotalMemorySize();
  }

  private static String firstLine(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return output.lines().findFirst().orElse("unknown");
  }
}
