package ai.neptune.spark.download;

import ai.neptune.errors.FileDownloadException;
import ai.neptune.errors.InvalidFilesException;
import ai.neptune.errors.InvalidOptionException;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A download of files, prepared step by step and then executed (docs/downloads.md, "Downloading
 * from Java and Scala"). Each step changes this download and returns it. {@code
 * Neptune.downloadFiles} creates it.
 */
public sealed interface FileDownload permits DownloadAction {

  /**
   * Where the files go: a URI that Hadoop can write; a plain path belongs to the default file
   * system. There is no default.
   */
  FileDownload to(String destination);

  /**
   * Whether files that are complete from an earlier download are fetched again; true unless set.
   */
  FileDownload overwrite(boolean overwrite);

  /**
   * At most how many transfers each task has in flight, 1 to 256. Unless set, a task begins with 8
   * and adapts their number, up to 64, to what the storage and the network gain from more.
   */
  FileDownload concurrency(int concurrency);

  /** Whether files that fail are only reported, in the manifest; false unless set. */
  FileDownload ignoreFailures(boolean ignoreFailures);

  /**
   * An option of the connection, such as {@code apiToken} or {@code maxConcurrentRequests}. An
   * option that is not set, or set to null, comes from the session's defaults, then from the
   * driver's environment. Names are not case-sensitive.
   */
  FileDownload option(String name, String value);

  /** An option of the connection that is true or false. */
  default FileDownload option(String name, boolean value) {
    return option(name, Boolean.toString(value));
  }

  /** An option of the connection that is a whole number. */
  default FileDownload option(String name, long value) {
    return option(name, Long.toString(value));
  }

  /** An option of the connection that is a number. */
  default FileDownload option(String name, double value) {
    return option(name, Double.toString(value));
  }

  /** Several options of the connection. */
  default FileDownload options(Map<String, String> options) {
    options.forEach(this::option);
    return this;
  }

  /**
   * Evaluates the DataFrame once, downloads its files and returns when all are done.
   *
   * @return a row per file: {@code experiment} (or {@code run}), {@code step}, {@code attribute}
   *     and {@code path}, ordered by these, with {@code project} first if the DataFrame was read
   *     from several projects; {@code path} is Hadoop's full path, null if the blob is missing or
   *     its download failed. The rows are read from the manifest; nothing is downloaded again.
   * @throws InvalidFilesException if the DataFrame does not say which files to download
   * @throws InvalidOptionException if an option does not exist or its value is not allowed
   * @throws FileDownloadException if a file failed and failures are not ignored, or if the
   *     destination cannot be written
   * @throws ai.neptune.errors.InvalidCredentialsException if the server rejects the API token
   */
  Dataset<Row> execute();
}
