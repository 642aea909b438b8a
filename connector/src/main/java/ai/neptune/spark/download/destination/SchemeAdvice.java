package ai.neptune.spark.download.destination;

import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.VersionInfo;

/** Why a destination has no file system, and what to do about it. */
final class SchemeAdvice {

  /** The modules of Hadoop that are not part of Spark, by the schemes they serve. */
  private static final Map<String, String> MODULES =
      Map.of(
          "s3a", "org.apache.hadoop:hadoop-aws:" + VersionInfo.getVersion(),
          "abfs", "org.apache.hadoop:hadoop-azure:" + VersionInfo.getVersion(),
          "abfss", "org.apache.hadoop:hadoop-azure:" + VersionInfo.getVersion(),
          "wasb", "org.apache.hadoop:hadoop-azure:" + VersionInfo.getVersion(),
          "wasbs", "org.apache.hadoop:hadoop-azure:" + VersionInfo.getVersion(),
          "gs", "com.google.cloud.bigdataoss:gcs-connector:<version>");

  private SchemeAdvice() {}

  /**
   * Refuses what Hadoop can only read.
   *
   * @throws IllegalArgumentException if the destination is a web address
   */
  static void requireWritable(String uri) {
    String scheme = scheme(uri);
    if (scheme.equals("http") || scheme.equals("https")) {
      throw new IllegalArgumentException(
          "files cannot be written over %s. Name a directory of a file system or an object store, such as s3a://bucket/exports, hdfs:///exports or /data/exports."
              .formatted(scheme));
    }
  }

  static String of(String uri, Throwable failure) {
    String scheme = scheme(uri);
    if (!isMissing(failure)) {
      return message(failure);
    }
    if (scheme.equals("s3") || scheme.equals("s3n")) {
      return "there is no file system for the scheme '%s'. Hadoop reads and writes S3 under s3a: use '%s', with the module %s in spark.jars.packages."
          .formatted(scheme, "s3a" + uri.substring(uri.indexOf(':')), MODULES.get("s3a"));
    }
    String module = MODULES.get(scheme);
    return module == null
        ? "there is no file system for the scheme '%s' (%s). Check its spelling, or add the library that provides it to spark.jars."
            .formatted(scheme, message(failure))
        : "the file system for '%s' is not on the class path. Add the module %s to spark.jars.packages."
            .formatted(scheme, module);
  }

  private static String scheme(String uri) {
    int colon = uri.indexOf(':');
    int slash = uri.indexOf('/');
    return colon < 0 || (slash >= 0 && slash < colon)
        ? ""
        : uri.substring(0, colon).toLowerCase(Locale.ROOT);
  }

  private static boolean isMissing(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnsupportedFileSystemException
          || cause instanceof ClassNotFoundException
          || cause instanceof LinkageError) {
        return true;
      }
    }
    return false;
  }

  private static String message(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
