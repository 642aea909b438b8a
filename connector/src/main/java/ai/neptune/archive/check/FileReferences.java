package ai.neptune.archive.check;

import ai.neptune.archive.PathHash;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/** The references of a run to files. Their paths are kept as hashes: there may be millions. */
final class FileReferences implements Serializable {

  private static final long serialVersionUID = 1L;

  private long[] paths = new long[4];
  private int count;
  private long withoutPath;
  private long missing;

  /**
   * Adds a reference.
   *
   * @param folder the folder of the project's files
   * @param path the recorded path below it
   * @param isThere whether the file is there
   */
  void add(String folder, String path, boolean isThere) {
    if (count == paths.length) {
      paths = Arrays.copyOf(paths, 2 * count);
    }
    paths[count++] = PathHash.of(folder + "/" + path);
    missing += isThere ? 0 : 1;
  }

  /** Adds a reference to a blob that was missing when it was exported. */
  void addWithoutPath() {
    withoutPath++;
    missing++;
  }

  long count() {
    return count + withoutPath;
  }

  long missing() {
    return missing;
  }

  LongStream paths() {
    return Arrays.stream(paths, 0, count);
  }

  /** How many of them have a path that stands for several references. */
  long shared(Map<Long, Integer> references) {
    // They are counted over all runs, so each of these paths is among them.
    return paths().filter(path -> Objects.requireNonNull(references.get(path)) > 1).count();
  }
}
