package ai.neptune.spark.it.download;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A download to be run by a driver in a process of its own. */
final class Driver {

  private final Storage storage;
  private final StoredFiles files;
  private final String destination;
  private final Map<String, String> settings = new TreeMap<>();
  private final Map<String, String> environment = new TreeMap<>();
  private boolean overwrite = true;
  private int executors;

  Driver(Storage storage, StoredFiles files, String destination) {
    this.storage = storage;
    this.files = files;
    this.destination = destination;
    settings.put("spark.master", "local[2]");
    settings.put("spark.ui.enabled", "false");
    settings.put("spark.sql.shuffle.partitions", "2");
  }

  Driver overwrite(boolean overwrite) {
    this.overwrite = overwrite;
    return this;
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
    List<String> arguments = new ArrayList<>();
    arguments.add("@" + System.getProperty("tests.java-options"));
    arguments.add("-XX:TieredStopAtLevel=1");
    arguments.add("-Xmx512m");
    arguments.add("-Dtests.log=" + JavaProcess.WORK.resolve(name + "-spark.log"));
    storage.settings().forEach((key, value) -> setting("spark.hadoop." + key, value));
    settings.forEach((key, value) -> arguments.add("-D" + key + "=" + value));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    arguments.add(DownloadProgram.class.getName());
    arguments.addAll(
        List.of(
            files.server.apiToken(),
            destination,
            Boolean.toString(overwrite),
            Integer.toString(DownloadContract.CONCURRENCY),
            Integer.toString(executors)));
    return JavaProcess.start(name, environment, arguments);
  }
}
