package ai.neptune.spark.download.destination;

import org.apache.hadoop.fs.Path;

/**
 * What one download keeps below the destination, beside the files themselves: docs/downloads.md,
 * "Records of a download".
 */
public record DownloadDirectory(Path root, String id) {

  /** The directory that downloads keep for themselves below a destination. */
  public static final String RESERVED = "_neptune";

  public static DownloadDirectory of(Destination destination, String id) {
    return new DownloadDirectory(new Path(all(destination), id), id);
  }

  /** The parent of the directories of all downloads to a destination. */
  public static Path all(Destination destination) {
    return new Path(destination.root(), RESERVED);
  }

  public Path plan() {
    return new Path(root, "plan");
  }

  public Path manifest() {
    return new Path(root, "manifest");
  }

  /** What came of the download; there once it is complete. */
  public Path summary() {
    return new Path(root, "summary.json");
  }

  /** The same relative to the destination. */
  public String relativeSummary() {
    return String.join(Path.SEPARATOR, RESERVED, id, summary().getName());
  }

  public Path temporary() {
    return new Path(root, "tmp");
  }

  public Path lease() {
    return new Path(temporary(), "lease");
  }
}
