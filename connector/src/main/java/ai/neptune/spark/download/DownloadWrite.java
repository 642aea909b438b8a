package ai.neptune.spark.download;

import ai.neptune.spark.options.DownloadOptions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.sources.InsertableRelation;

/**
 * The download of the files that a written DataFrame refers to, the same action as {@code
 * Neptune.downloadFiles} (docs/downloads.md, "Downloading with a write").
 */
public record DownloadWrite(DownloadOptions options) implements InsertableRelation {

  /** The destination of a download as a table. */
  public static DestinationTable table(DownloadOptions options) {
    return new DestinationTable(options.destination(), new DownloadWrite(options));
  }

  @Override
  public void insert(Dataset<Row> files, boolean overwrite) {
    DownloadAction action = new DownloadAction(files);
    options.connection().forEach((name, value) -> action.option(name, value.reveal()));
    if (options.concurrency() != null) {
      action.concurrency(options.concurrency());
    }
    action
        .id(options.id())
        .to(options.destination())
        .overwrite(options.overwrite())
        .ignoreFailures(options.ignoreFailures())
        .execute();
  }

  /** As part of the name of the table. */
  @Override
  public String toString() {
    return "download";
  }
}
