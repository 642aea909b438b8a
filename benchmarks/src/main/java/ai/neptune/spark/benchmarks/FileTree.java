package ai.neptune.spark.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files that a contender downloaded, without the connector's own records. */
record FileTree(long files, long bytes) {

  /** The folder of the connector's plan and manifest. */
  private static final String RECORDS = "_neptune";

  static FileTree of(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      List<Path> files =
          paths
              .filter(Files::isRegularFile)
              .filter(file -> !root.relativize(file).startsWith(RECORDS))
              .toList();
      return new FileTree(files.size(), files.stream().mapToLong(FileTree::size).sum());
    }
  }

  static void delete(Path root) throws IOException {
    if (Files.exists(root)) {
      try (Stream<Path> paths = Files.walk(root)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
