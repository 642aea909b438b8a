package ai.neptune.spark.download;

import ai.neptune.errors.FileDownloadException;
import ai.neptune.errors.InvalidFilesException;
import ai.neptune.errors.InvalidOptionException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A download of files, made ready step by step and then executed (docs/downloads.md, "Downloading
 * from Java and Scala"). Each step changes this download and returns it.
 */
public interface FileDownload {

  /**
   * Where the files go: a URI that Hadoop can write; a plain path belongs to the default file
   * system. There is no default.
   */
  FileDownload to(String destination);

  /**
   * Whether files that are complete from an earlier download are fetched again; true unless set.
   */
  FileDownload overwrite(boolean overwrite);

  /** How many transfers each task has in flight, 1 to 256; 8 unless set. */
  FileDownload concurrency(int concurrency);

  /** Whether files that fail are only reported, in the manifest; false unless set. */
  FileDownload ignoreFailures(boolean ignoreFailures);

  /**
   * An option of the connection, such as {@code apiToken} or {@code maxConcurrentRequests}; those
   * not set come from the session's defaults, then from the driver's environment.
   */
  FileDownload option(String name, String value);

  /**
   * Evaluates the DataFrame once, downloads its files and returns when all are done.
   *
   * @return a row per file: {@code experiment} (or {@code run}), {@code step}, {@code attribute}
   *     and {@code path}, ordered by these, with {@code project} in front when there are several;
   *     {@code path} is Hadoop's full path, null when the blob is missing or failed. It is read
   *     from the manifest and never downloads again.
   * @throws InvalidFilesException if the DataFrame does not say which files to download
   * @throws InvalidOptionException if an option does not exist or has a bad value
   * @throws FileDownloadException if a file failed and failures are not ignored, or if the
   *     destination cannot be written
   * @throws ai.neptune.errors.InvalidCredentialsException if the server rejects the API token
   */
  Dataset<Row> execute();
}
