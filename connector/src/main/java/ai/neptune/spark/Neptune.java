package ai.neptune.spark;

import ai.neptune.errors.FileDownloadException;
import ai.neptune.errors.InvalidFilesException;
import ai.neptune.spark.download.DownloadAction;
import ai.neptune.spark.download.FileDownload;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The actions on a Neptune server that are not reads: the download of files (docs/downloads.md,
 * "Downloading from Java and Scala").
 */
public final class Neptune {

  private Neptune() {}

  /**
   * Downloads files with the defaults of {@link FileDownload}.
   *
   * @param files any DataFrame with one or more columns that refer to files, like those of the
   *     relations {@code files}, {@code series}, {@code attribute_values}, {@code experiments} and
   *     {@code runs}; it is evaluated once
   * @param destination a URI that Hadoop can write, such as {@code s3a://bucket/exports}; a plain
   *     path belongs to the default file system
   * @return where each file is, as {@link FileDownload#execute()} says
   * @throws InvalidFilesException if {@code files} does not say which files to download
   * @throws FileDownloadException if files could not be downloaded or written
   */
  public static Dataset<Row> downloadFiles(Dataset<Row> files, String destination) {
    return downloadFiles(files).to(destination).execute();
  }

  /**
   * Prepares a download of files, which {@link FileDownload#execute()} starts.
   *
   * @param files any DataFrame with one or more columns that refer to files
   */
  public static FileDownload downloadFiles(Dataset<Row> files) {
    return new DownloadAction(files);
  }
}
