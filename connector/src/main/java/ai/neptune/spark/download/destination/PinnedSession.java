package ai.neptune.spark.download.destination;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * A session for the records of downloads. No setting of the user's session, nor any that was given
 * to Spark at its start, changes what is read or written in it: one that ignores corrupt files, for
 * example, would lose files without a word. The way to the destination, with its credentials, is
 * the user's.
 */
public final class PinnedSession {

  private static final String SQL = "spark.sql.";

  /** Neither changes any row. */
  private static final List<String> KEPT =
      List.of("spark.sql.catalog.", "spark.sql.shuffle.partitions");

  /** What Hadoop could be told to do otherwise. */
  private static final Map<String, String> HADOOP =
      Map.of(
          "mapreduce.fileoutputcommitter.algorithm.version", "1",
          "mapreduce.fileoutputcommitter.marksuccessfuljobs", "false",
          "mapreduce.fileoutputcommitter.cleanup.skipped", "false",
          "mapreduce.fileoutputcommitter.cleanup-failures.ignored", "false",
          "parquet.summary.metadata.level", "NONE");

  private PinnedSession() {}

  /** A session with Spark's defaults and the user's file systems. */
  public static SparkSession of(SparkSession spark) {
    SparkSession own = spark.newSession();
    Configuration initial = own.sessionState().newHadoopConf();
    for (Map.Entry<String, String> setting : initial) {
      if (isPinned(setting.getKey()) && own.conf().isModifiable(setting.getKey())) {
        own.conf().unset(setting.getKey());
      }
    }
    for (Map.Entry<String, String> setting : spark.sessionState().newHadoopConf()) {
      String name = setting.getKey();
      if (!name.startsWith("spark.") && !setting.getValue().equals(initial.getRaw(name))) {
        own.conf().set(name, setting.getValue());
      }
    }
    HADOOP.forEach(own.conf()::set);
    return own;
  }

  private static boolean isPinned(String name) {
    return name.startsWith(SQL) && KEPT.stream().noneMatch(name::startsWith);
  }
}
