package ai.neptune.spark.download.destination;

import org.apache.hadoop.fs.Path;

/**
 * What one download keeps below the destination, in addition to the files themselves
 * (docs/downloads.md, "Records of a download").
 */
public record DownloadDirectory(Path root, String id) {

  /** The directory that downloads keep for themselves below a destination. */
  public static final String RESERVED = "_neptune";

  private static final String PLAN = "plan";
  private static final String PLAN_SUMMARY = "_plan.json";
  private static final String SUMMARY = "summary.json";
  private static final String ABANDONED = "abandoned";

  public static DownloadDirectory of(Destination destination, String id) {
    return new DownloadDirectory(new Path(all(destination), id), id);
  }

  /** The parent of the directories of all downloads to a destination. */
  public static Path all(Destination destination) {
    return new Path(destination.root(), RESERVED);
  }

  public Path plan() {
    return new Path(root, PLAN);
  }

  /** When the download began, and how much it planned; exists as soon as the plan is whole. */
  public Path planSummary() {
    return new Path(plan(), PLAN_SUMMARY);
  }

  public Path manifest() {
    return new Path(root, "manifest");
  }

  /** The totals of the download; exists once it is complete. */
  public Path summary() {
    return new Path(root, SUMMARY);
  }

  /** The sign that another download took this one for dead. */
  public Path abandoned() {
    return new Path(root, ABANDONED);
  }

  /** The path of one of the files above, relative to the destination. */
  public String relative(Path file) {
    String below = file.toString().substring(root.toString().length());
    return RESERVED + Path.SEPARATOR + id + below;
  }

  public Path temporary() {
    return new Path(root, "tmp");
  }

  public Path lease() {
    return new Path(temporary(), "lease");
  }
}
