package ai.neptune.spark.download.destination;

import java.io.IOException;
import java.io.Serializable;
import java.text.Normalizer;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/**
 * Which different names a destination takes for the same one: many disks ignore case, and some the
 * two ways in which Unicode writes an accented letter.
 */
public record NameRules(boolean ignoresCase, boolean ignoresForms) implements Serializable {

  /** Every name is different. */
  public static final NameRules EXACT = new NameRules(false, false);

  private static final String COMPOSED = "\u00e9";
  private static final String DECOMPOSED = "e\u0301";

  /**
   * Finds out by looking for a download's lease under another name.
   *
   * @throws IOException if the destination does not respond
   */
  public static NameRules of(Destination destination, DownloadDirectory directory)
      throws IOException {
    String shouted = directory.lease().getName().toUpperCase(Locale.ROOT);
    boolean ignoresCase = destination.status(new Path(directory.temporary(), shouted)) != null;
    boolean ignoresForms =
        (ignoresCase || destination.isLocal()) && ignoresForms(destination, directory);
    return new NameRules(ignoresCase, ignoresForms);
  }

  /** The same text for all paths that are the same to the destination. */
  public String fold(String path) {
    String folded = ignoresForms ? Normalizer.normalize(path, Normalizer.Form.NFD) : path;
    return ignoresCase ? folded.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT) : folded;
  }

  private static boolean ignoresForms(Destination destination, DownloadDirectory directory) {
    try {
      destination.fileSystem().create(new Path(directory.temporary(), COMPOSED), true).close();
      return destination.status(new Path(directory.temporary(), DECOMPOSED)) != null;
    } catch (IOException | RuntimeException e) {
      // Such names cannot be written there at all.
      return false;
    }
  }
}
