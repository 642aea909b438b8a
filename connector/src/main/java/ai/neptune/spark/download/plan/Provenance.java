package ai.neptune.spark.download.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What proves that a file at its final path was fetched from the place in the storage that is
 * planned for it (docs/downloads.md, "Resuming a download"). Only the destination's own times
 * count; what they leave in doubt is not proved.
 *
 * @param written how the file looks if it is the one that a download recorded
 * @param after a file modified later was published by a download that did not finish
 * @param before unless it was modified at this time or later, when another download may have
 *     replaced it
 */
public record Provenance(List<WrittenFile> written, long after, long before) {

  /** What one earlier download says about a path; the file is unknown if it did not finish. */
  public static final StructType RECORD =
      new StructType()
          .add("download_id", DataTypes.StringType)
          .add("place", DataTypes.StringType)
          .add("written_bytes", DataTypes.LongType)
          .add("written_time", DataTypes.LongType)
          .add("written_etag", DataTypes.StringType);

  /** A place in the storage, of which each project has its own: a column of a record. */
  public static Column place(Column project, Column path) {
    return functions.concat(project, functions.lit(FileReference.PLACE_SEPARATOR), path);
  }

  /**
   * Weighs the records of one path.
   *
   * @param place where the planned file is in the storage, as {@link #place} gives it
   * @param records as {@link #RECORD}
   * @param spans when each download ran, by its id
   */
  static Provenance of(String place, List<Row> records, Map<String, DownloadSpan> spans) {
    List<DownloadSpan> others = new ArrayList<>();
    List<WrittenFile> candidates = new ArrayList<>();
    long after = Long.MAX_VALUE;
    for (Row written : records) {
      DownloadSpan span = Objects.requireNonNull(spans.get(written.getString(0)));
      if (!place.equals(written.getString(1))) {
        others.add(span);
      } else if (!span.isFinished()) {
        after = Math.min(after, span.from());
      } else if (!written.isNullAt(3)) {
        candidates.add(
            new WrittenFile(written.getLong(2), written.getLong(3), written.getString(4)));
      }
    }
    return weigh(candidates, after, others);
  }

  /** Another download that ran at the same time may be the one that wrote last. */
  private static Provenance weigh(
      List<WrittenFile> candidates, long after, List<DownloadSpan> others) {
    List<WrittenFile> proved =
        candidates.stream()
            .filter(
                written -> others.stream().noneMatch(o -> o.mayHavePublishedAt(written.modified())))
            .toList();
    long from = after;
    long before = Long.MAX_VALUE;
    for (DownloadSpan other : others) {
      if (!other.isFinished()) {
        before = Math.min(before, other.from());
      } else if (other.until() >= from) {
        from = other.until();
      }
    }
    return new Provenance(proved, from, before);
  }

  /**
   * Whether a file is proved to be the planned one.
   *
   * @param startedAt when the download that asks began: a file modified since may be another's
   */
  public boolean includes(WrittenFile file, long startedAt) {
    boolean isSettled = file.modified() < startedAt;
    boolean isRecorded = written.contains(file) && (isSettled || file.etag() != null);
    return isRecorded || (isSettled && file.modified() > after && file.modified() < before);
  }

  void pack(PackedWriter out) {
    out.number((long) written.size());
    written.forEach(file -> file.pack(out));
    out.number(after);
    out.number(before);
  }

  static Provenance unpack(PackedReader in) {
    List<WrittenFile> written = new ArrayList<>();
    for (long left = in.requiredNumber(); left > 0; left--) {
      written.add(WrittenFile.unpack(in));
    }
    return new Provenance(written, in.requiredNumber(), in.requiredNumber());
  }
}
