package ai.neptune.spark.it.download;

import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** A server with an experiment of some files, whose contents are known. */
final class StoredFiles implements AutoCloseable {

  static final String PROJECT = "team-alpha/downloads";

  private static final long MAX_WAIT_NANOS = 60_000_000_000L;

  final NeptuneServer server;
  private final Map<String, String> tree;

  private StoredFiles(NeptuneServer server, Map<String, String> tree) {
    this.server = server;
    this.tree = tree;
  }

  /** Serves files of these sizes, in bytes: {@code f/00}, {@code f/01} and so on. */
  static StoredFiles ofSizes(int... sizes) {
    Random random = new Random(7);
    Map<String, String> tree = new TreeMap<>();
    List<String> attributes = new ArrayList<>();
    for (int file = 0; file < sizes.length; file++) {
      byte[] content = new byte[sizes[file]];
      random.nextBytes(content);
      tree.put(path(file), Tree.digest(content));
      attributes.add(
          """
          "f/%02d": {"type": "file", "mimeType": "application/octet-stream", "path": "blob-%02d",
            "base64": "%s"}"""
              .formatted(file, file, Base64.getEncoder().encodeToString(content)));
    }
    String project =
        """
        {"project": "%s", "runs": [{"run": "r", "experiment": "gull", "attributes": {%s}}]}"""
            .formatted(PROJECT, String.join(",", attributes));
    return new StoredFiles(NeptuneServer.start(NeptuneServerOptions.STRICT, project), tree);
  }

  /** What a download of all makes: each path with the digest of the file. */
  Map<String, String> tree() {
    return tree;
  }

  /** Where a file goes. */
  static String path(int file) {
    return "gull/f/%02d.bin".formatted(file);
  }

  /** How often one file was asked for. */
  long requests(int file) {
    return server.requests().count("/blob-%02d$".formatted(file));
  }

  /** How often files were asked for. */
  long requests() {
    return server.requests().count("/blob-");
  }

  /** Sends files slowly, in bytes per second. */
  void slowDown(int bytesPerSecond) {
    server.addFaults(
        "[{\"path\": \"/blob-\", \"bytesPerSecond\": %d, \"times\": -1}]"
            .formatted(bytesPerSecond));
  }

  /** Waits for something that happens within a minute. */
  static void await(String what, BooleanSupplier happened) {
    long deadline = System.nanoTime() + MAX_WAIT_NANOS;
    while (!happened.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain for " + what);
      }
      Thread.onSpinWait();
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
