package ai.neptune.spark.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What contenders are started with.
 *
 * @param python an interpreter that has neptune_query, or null to go without
 * @param folder where everything that a run leaves is put
 */
record Setup(TestServer server, Path module, String python, Path folder) {

  static final String CONNECTOR_HEAP = "-Xmx1g";

  /** The program that runs Java. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** A process of this module's classes, with no more heap than an executor may have. */
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

  /** A process of the Python client. */
  Worker startPython() throws IOException {
    return Worker.start(
        List.of(python, module.resolve("neptune_query_worker.py").toString()),
        Map.of("NEPTUNE_API_TOKEN", server.apiToken()));
  }

  /** Where a contender's files go: an empty folder. */
  Path freshDestination() throws IOException {
    Path destination = folder.resolve("destination");
    FileTree.delete(destination);
    return Files.createDirectories(destination);
  }
}
