package ai.neptune.spark.download;

import org.apache.hadoop.fs.Path;

/** What one download keeps below the destination, beside the files themselves: SPEC 5. */
record DownloadDirectory(Path root, String id) {

  static DownloadDirectory of(Destination destination, String id) {
    return new DownloadDirectory(new Path(all(destination), id), id);
  }

  /** The parent of the directories of all downloads to a destination. */
  static Path all(Destination destination) {
    return new Path(destination.root(), PathLayout.RESERVED);
  }

  Path plan() {
    return new Path(root, "plan");
  }

  Path manifest() {
    return new Path(root, "manifest");
  }

  /** What came of the download; there once it is complete. */
  Path summary() {
    return new Path(root, "summary.json");
  }

  /** The same relative to the destination. */
  String relativeSummary() {
    return String.join(Path.SEPARATOR, PathLayout.RESERVED, id, summary().getName());
  }

  Path temporary() {
    return new Path(root, "tmp");
  }

  Path lease() {
    return new Path(temporary(), "lease");
  }
}
