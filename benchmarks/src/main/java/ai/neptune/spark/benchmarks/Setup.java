package ai.neptune.spark.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Starts the processes of contenders.
 *
 * @param python an interpreter with neptune_query and pandas, or null to run without them
 * @param folder the folder for all files of a run
 */
record Setup(TestServer server, Path module, String python, Path folder) {

  static final String CONNECTOR_HEAP = "-Xmx1g";

  /** The path of the java command. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Starts a class of this module in a JVM with the heap of an executor. */
  Worker startJava(Class<?> main) throws IOException {
    return Worker.start(
        List.of(
            java(),
            "@" + module.resolve("target/java-options"),
            CONNECTOR_HEAP,
            "-Dbenchmarks.log=" + folder.resolve(main.getSimpleName() + ".log"),
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()),
        Map.of());
  }

  /** Starts a script of this module in Python. */
  Worker startPython(String script) throws IOException {
    return Worker.start(
        List.of(python, module.resolve(script).toString()),
        Map.of("NEPTUNE_API_TOKEN", server.apiToken()));
  }

  /** Where archives are written that contenders read. */
  Path archive() {
    return folder.resolve("archive");
  }

  /** Returns an empty folder for a contender's files. */
  Path freshDestination() throws IOException {
    Path destination = folder.resolve("destination");
    FileTree.delete(destination);
    return Files.createDirectories(destination);
  }
}
