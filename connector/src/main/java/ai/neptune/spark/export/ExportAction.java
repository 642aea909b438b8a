package ai.neptune.spark.export;

import ai.neptune.errors.ExportException;
import ai.neptune.spark.options.DownloadOptions;
import ai.neptune.spark.options.ExportOptions;
import ai.neptune.spark.source.Sources;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The export that {@code Neptune.export} prepares. */
public final class ExportAction implements ProjectExport {

  private final SparkSession spark;
  private final String destination;
  private final Map<String, String> options = new HashMap<>();
  private boolean overwrite;
  private boolean files = true;
  private boolean ignoreFailures;
  private @Nullable Integer concurrency;
  private @Nullable String id;

  /** An export to a directory. */
  public ExportAction(SparkSession spark, String destination) {
    this.spark = spark;
    this.destination = destination;
  }

  @Override
  public ProjectExport overwrite(boolean overwrite) {
    this.overwrite = overwrite;
    return this;
  }

  @Override
  public ProjectExport files(boolean files) {
    this.files = files;
    return this;
  }

  @Override
  public ProjectExport concurrency(int concurrency) {
    this.concurrency = DownloadOptions.requireConcurrency(concurrency);
    return this;
  }

  @Override
  public ProjectExport ignoreFailures(boolean ignoreFailures) {
    this.ignoreFailures = ignoreFailures;
    return this;
  }

  /**
   * The id of this export, which no other to the same destination may have.
   *
   * @param id null for a new one
   */
  public ExportAction id(@Nullable String id) {
    this.id = id;
    return this;
  }

  @Override
  public ProjectExport option(String name, String value) {
    options.keySet().removeIf(name::equalsIgnoreCase);
    if (value != null) {
      options.put(name, value);
    }
    return this;
  }

  @Override
  public Dataset<Row> execute() {
    if (destination == null || destination.isBlank()) {
      throw new ExportException(
          "No destination was given. Name a directory: Neptune.export(spark,"
              + " \"s3a://bucket/exports\").");
    }
    ExportSettings settings =
        new ExportSettings(
            destination,
            overwrite,
            files,
            concurrency,
            Sources.resolved(ExportOptions.read(options, spark)),
            ExportOptions.connection(options));
    ExportJob job = new ExportJob(spark, settings, id);
    job.run();
    if (!ignoreFailures) {
      job.throwIfFailed();
    }
    return job.result();
  }
}
