package ai.neptune.spark.download.plan;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * By its time of modification, whether a file at its final path came from the place in the storage
 * that is planned for it (docs/downloads.md, "Resuming a download"). Times are in milliseconds of
 * the destination's clock.
 *
 * <p>The newest manifest that names the path tells where its file came from, whenever it was
 * modified. A later download that did not finish left no manifest: a file that was modified after
 * its plan was written may be its work, and if plans disagree about the place, nobody knows whose.
 *
 * @param after files modified at this time or before came from elsewhere
 * @param until files modified later may have come from elsewhere
 */
public record Provenance(long after, long until) {

  /** The download that finished, and where its file came from. */
  public static final StructType FINISHED =
      new StructType()
          .add("download_id", DataTypes.StringType)
          .add("storage_path", DataTypes.StringType);

  /** The same of a download that did not finish, and when its plan was written. */
  public static final StructType UNFINISHED = FINISHED.add("since", DataTypes.LongType);

  /**
   * What earlier downloads tell of one path.
   *
   * @param storagePath the place in the storage that is planned
   * @param finished the newest that finished, as {@link #FINISHED}, or null
   * @param unfinished those that did not, as {@link #UNFINISHED}
   */
  static Provenance of(String storagePath, Row finished, List<Row> unfinished) {
    boolean isNamed = finished != null && storagePath.equals(finished.getString(1));
    long after = isNamed ? Long.MIN_VALUE : Long.MAX_VALUE;
    long until = Long.MAX_VALUE;
    for (Row other : unfinished) {
      if (finished != null && other.getString(0).compareTo(finished.getString(0)) < 0) {
        continue;
      }
      long since = other.getLong(2);
      if (storagePath.equals(other.getString(1))) {
        after = Math.min(after, since);
      } else {
        until = Math.min(until, since);
      }
    }
    return new Provenance(after, until);
  }

  /** Whether a file that was modified at a time came from the planned place. */
  public boolean includes(long modified) {
    return modified > after && modified <= until;
  }
}
