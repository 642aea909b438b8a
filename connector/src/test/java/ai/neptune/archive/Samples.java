package ai.neptune.archive;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Archives that the real exporter wrote, which are not part of this repository. Tests that need
 * them are skipped, and say so, where they are absent.
 */
public final class Samples {

  private Samples() {}

  /** A folder of the samples, by its path there. */
  public static Path folder(String path) {
    Path samples =
        Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
            .map(p -> p.resolve("shared/archives"))
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(Path.of("../../shared/archives"));
    boolean isThere = Files.isDirectory(samples.resolve(path));
    if (!isThere) {
      System.err.println("SKIPPED: there is no sample archive " + samples.resolve(path));
    }
    assumeTrue(isThere, "no sample archive " + samples.resolve(path));
    return samples.resolve(path);
  }
}
