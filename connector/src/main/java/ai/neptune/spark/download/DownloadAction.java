package ai.neptune.spark.download;

import ai.neptune.errors.FileDownloadException;
import ai.neptune.errors.InvalidFilesException;
import ai.neptune.spark.download.transfer.Concurrency;
import ai.neptune.spark.options.ConnectionOptions;
import ai.neptune.spark.options.DownloadOptions;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The download that {@code Neptune.downloadFiles} prepares. */
public final class DownloadAction implements FileDownload {

  private final Dataset<Row> files;
  private final Map<String, String> options = new HashMap<>();
  private @Nullable String destination;
  private boolean overwrite = true;
  private boolean ignoreFailures;
  private @Nullable Integer concurrency;
  private @Nullable String id;

  public DownloadAction(Dataset<Row> files) {
    this.files = files;
  }

  @Override
  public FileDownload to(String destination) {
    this.destination = destination;
    return this;
  }

  @Override
  public FileDownload overwrite(boolean overwrite) {
    this.overwrite = overwrite;
    return this;
  }

  @Override
  public FileDownload concurrency(int concurrency) {
    this.concurrency = DownloadOptions.requireConcurrency(concurrency);
    return this;
  }

  @Override
  public FileDownload ignoreFailures(boolean ignoreFailures) {
    this.ignoreFailures = ignoreFailures;
    return this;
  }

  /**
   * The id of this download. If a download of this id is complete, executing this one does nothing,
   * so that it can be tried again without harm.
   *
   * @param id null for a new one
   */
  public DownloadAction id(@Nullable String id) {
    this.id = id;
    return this;
  }

  @Override
  public FileDownload option(String name, String value) {
    options.keySet().removeIf(name::equalsIgnoreCase);
    if (value != null) {
      options.put(name, value);
    }
    return this;
  }

  @Override
  public Dataset<Row> execute() {
    DownloadJob job = run();
    if (!ignoreFailures) {
      job.throwIfFailed();
    }
    return job.paths();
  }

  /**
   * Downloads the files, and does not fail for single ones.
   *
   * @return the rows of the manifest (docs/downloads.md, "Records of a download")
   */
  public Dataset<Row> executeForManifest() {
    return run().manifest();
  }

  private DownloadJob run() {
    if (destination == null || destination.isBlank()) {
      throw new FileDownloadException(
          "No destination was given. Name a directory with to(\"s3a://bucket/exports\").");
    }
    requireOwnSession();
    DownloadSettings settings =
        new DownloadSettings(
            destination,
            overwrite,
            Concurrency.of(concurrency),
            ConnectionOptions.resolve(options, files.sparkSession()).clientConfig());
    return DownloadJob.run(files, settings, id);
  }

  /**
   * A DataFrame of Spark Connect is evaluated by another process, where no method can be called.
   */
  private void requireOwnSession() {
    if (files.getClass().getPackageName().equals("org.apache.spark.sql.connect")) {
      throw new InvalidFilesException(
          "downloadFiles cannot be called on a DataFrame of Spark Connect. Use the same action as a"
              + " write: files.write().format(\"neptune\").mode(\"append\").save(\"%s\"), and read"
                  .formatted(destination)
              + " the relation 'downloads' with the option 'destination' for its result.");
    }
  }
}
