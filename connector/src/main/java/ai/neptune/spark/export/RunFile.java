package ai.neptune.spark.export;

import ai.neptune.archive.write.FloatPoints;
import ai.neptune.archive.write.PartRow;
import ai.neptune.archive.write.PartWriter;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.Publication;
import ai.neptune.spark.download.destination.Publisher;
import ai.neptune.spark.export.RunOutcome.Status;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A part of a run on its way to the destination. */
final class RunFile implements AutoCloseable {

  /** Which rows are in one row group. */
  enum Kind {
    PARAMETERS,
    FLOAT_SERIES,
    OTHER_SERIES,
    FILES,
    FILE_SERIES
  }

  private final RunTarget target;
  private final String path;
  private final Publication publication;
  private final PartWriter writer;
  private final Set<Long> series = new HashSet<>();
  private long attributes;
  private long points;
  private long files;
  private long fileBytes;
  private long missingFiles;
  private long largeSteps;
  private long failedFiles;
  private @Nullable String failure;

  /**
   * A part that nothing is written of yet.
   *
   * @param path where it goes, relative to the destination
   */
  RunFile(RunTarget target, String path, Publisher publisher) throws IOException {
    this.target = target;
    this.path = path;
    this.publication = publisher.begin(path);
    this.writer = new PartWriter(target.project(), target.run(), publication::write);
  }

  RunTarget target() {
    return target;
  }

  void add(PartRow row, Kind kind) throws IOException {
    writer.add(row, kind);
  }

  void add(PartRow series, FloatPoints ofSeries, Kind kind) throws IOException {
    writer.add(series, ofSeries, kind);
  }

  long bufferedBytes() {
    return writer.bufferedBytes();
  }

  void endRowGroup() throws IOException {
    writer.endRowGroup();
  }

  void countAttribute() {
    attributes++;
  }

  /**
   * Counts a series, of which there may be more points later.
   *
   * @param hash of its name and type
   */
  void countSeries(long hash) {
    if (series.add(hash)) {
      attributes++;
    }
  }

  void countPoints(int count) {
    points += count;
  }

  void countLargeStep() {
    largeSteps++;
  }

  void countFile(long bytes) {
    files++;
    fileBytes += bytes;
  }

  void countMissingFile() {
    missingFiles++;
  }

  /** Notes that a file could not be downloaded: the run does not appear without it. */
  void failFile(String attribute, String error) {
    if (failedFiles++ == 0) {
      failure = "'%s': %s".formatted(attribute, error);
    }
  }

  boolean hasFailed() {
    return failedFiles > 0;
  }

  /** Why it cannot appear. */
  String failure() {
    return "%,d file(s) could not be downloaded, the first is %s".formatted(failedFiles, failure);
  }

  /**
   * Makes the part appear.
   *
   * @param record what is known of the export; its outcome is not
   * @param experiment the experiment of the run, or null
   * @param staged whether the part waits for others
   */
  RunOutcome publish(
      PartRecord record, @Nullable String experiment, boolean staged, Destination destination)
      throws IOException {
    RunOutcome outcome = outcome(experiment, fileBytes, staged);
    PartRecord whole =
        new PartRecord(
            record.exportId(),
            record.parts(),
            record.modificationTime(),
            record.withFiles(),
            outcome);
    long bytes = writer.finish(whole.toFooter());
    if (staged) {
      publication.publish();
    } else {
      Parts.of(target, destination).replaceBy(publication);
    }
    return outcome(experiment, fileBytes + bytes, staged);
  }

  @Override
  public void close() {
    publication.close();
  }

  private RunOutcome outcome(@Nullable String experiment, long bytes, boolean staged) {
    return new RunOutcome(
        target.project(),
        target.run(),
        experiment,
        Status.EXPORTED,
        attributes,
        points,
        files,
        bytes,
        losses(),
        staged ? path : null);
  }

  /** What an archive cannot hold of it, or null. */
  private @Nullable String losses() {
    String losses = "";
    if (missingFiles > 0) {
      losses += "%,d file(s) are missing in the storage. ".formatted(missingFiles);
    }
    if (largeSteps > 0) {
      losses +=
          "%,d point(s) are left out: an archive cannot hold steps of 10^12 or more. "
              .formatted(largeSteps);
    }
    return losses.isEmpty() ? null : losses.strip();
  }
}
