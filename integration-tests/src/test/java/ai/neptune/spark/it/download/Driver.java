package ai.neptune.spark.it.download;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A program to be run by a driver in a process of its own. */
final class Driver {

  private final Storage storage;
  private final Class<?> program;
  private final List<String> arguments;
  private final Map<String, String> settings = new TreeMap<>();
  private final Map<String, String> environment = new TreeMap<>();
  private int executors;

  /** The program gets the number of executors to wait for, and then these arguments. */
  Driver(Storage storage, Class<?> program, String... arguments) {
    this.storage = storage;
    this.program = program;
    this.arguments = List.of(arguments);
    settings.put("spark.master", "local[2]");
    settings.put("spark.ui.enabled", "false");
    settings.put("spark.sql.shuffle.partitions", "2");
  }

  Driver setting(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /** With executors in processes of their own. */
  Driver on(StandaloneCluster cluster) {
    executors = StandaloneCluster.WORKERS;
    environment.putAll(StandaloneCluster.environment());
    return setting("spark.master", cluster.master())
        .setting("spark.driver.host", "127.0.0.1")
        .setting("spark.executor.memory", "512m")
        .setting("spark.executor.extraJavaOptions", StandaloneCluster.LOGGING)
        .setting("spark.executor.extraClassPath", System.getProperty("java.class.path"));
  }

  JavaProcess start(String name) {
    List<String> command = new ArrayList<>();
    command.add("@" + System.getProperty("tests.java-options"));
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xmx512m");
    command.add("-Dtests.log=" + JavaProcess.WORK.resolve(name + "-spark.log"));
    storage.settings().forEach((key, value) -> setting("spark.hadoop." + key, value));
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.add(Integer.toString(executors));
    command.addAll(arguments);
    return JavaProcess.start(name, environment, command);
  }
}
