package ai.neptune.spark.it.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Spark's own cluster: a master and workers of one core each, in processes of their own. */
final class StandaloneCluster implements AutoCloseable {

  static final int WORKERS = 2;

  /** Masters, workers and executors say in their output what they do. */
  static final String LOGGING =
      "-Dlog4j2.configurationFile=file:"
          + System.getProperty("tests.servers")
          + "/spark/log4j2.properties";

  private final List<JavaProcess> processes = new ArrayList<>();
  private final String master;

  private StandaloneCluster() {
    JavaProcess process = start("master", "127.0.0.1", "master.Master", "--port", "0");
    master = process.await("Starting Spark master at (spark://\\S+)").group(1);
    for (int worker = 1; worker <= WORKERS; worker++) {
      // Only on another host does Spark try a slow task a second time.
      start(
          "worker-" + worker,
          "127.0.0." + (1 + worker),
          "worker.Worker",
          "--cores",
          "1",
          "--memory",
          "1g",
          "--work-dir",
          JavaProcess.WORK.resolve("worker-" + worker).toString(),
          master);
    }
  }

  static StandaloneCluster start() {
    try {
      // An installation of Spark without a jar: executors get the class path of the tests.
      Files.createDirectories(home().resolve("jars"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new StandaloneCluster();
  }

  /** The address that drivers need. */
  String master() {
    return master;
  }

  /** Ends an executor at once. */
  static void kill(long pid) throws Exception {
    ProcessHandle executor = ProcessHandle.of(pid).orElseThrow();
    executor.destroyForcibly();
    executor.onExit().get(10, TimeUnit.SECONDS);
  }

  /** What drivers need to know of the installation. */
  static Map<String, String> environment() {
    return Map.of("SPARK_HOME", home().toString(), "SPARK_SCALA_VERSION", "2.12");
  }

  @Override
  public void close() {
    processes.forEach(JavaProcess::close);
  }

  private JavaProcess start(String name, String host, String main, String... options) {
    List<String> arguments = new ArrayList<>();
    arguments.add("@" + System.getProperty("tests.java-options"));
    arguments.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", LOGGING));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    arguments.add("org.apache.spark.deploy." + main);
    arguments.addAll(List.of("--host", host, "--webui-port", "0"));
    arguments.addAll(List.of(options));
    JavaProcess process = JavaProcess.start(name, environment(), arguments);
    processes.add(process);
    return process;
  }

  private static Path home() {
    return JavaProcess.WORK.resolve("spark-home");
  }
}
