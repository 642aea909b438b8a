package ai.neptune.spark.source;

import ai.neptune.archive.ArchiveSettings;
import ai.neptune.archive.ArchiveSource;
import ai.neptune.archive.Completeness;
import ai.neptune.archive.check.ArchiveCheck;
import ai.neptune.archive.check.RunReport;
import ai.neptune.archive.index.ArchiveIndex;
import ai.neptune.archive.index.ArchiveLocation;
import ai.neptune.archive.index.ArchivedRun;
import ai.neptune.archive.index.Archives;
import ai.neptune.client.RunIdentifier;
import ai.neptune.spark.cluster.HadoopSettings;
import ai.neptune.spark.cluster.JavaBytes;
import ai.neptune.spark.options.ArchiveOptions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.WeakHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/** An archive as the driver sees it. */
final class SparkArchive {

  /** The index of an archive is sent to the executors of an application once. */
  private static final Map<ArchiveIndex, Sent> SENT = new WeakHashMap<>();

  private final ArchiveSettings settings;
  private final Configuration hadoop;
  private final JavaSparkContext context;
  private final Broadcast<byte[]> hadoopBytes;
  private final SparkWork work;
  private final ArchiveIndex index;
  private final Completeness completeness;

  private SparkArchive(ArchiveOptions options, SparkSession spark) {
    this.settings = new ArchiveSettings(options.timeZone(), options.permissive());
    this.hadoop = spark.sessionState().newHadoopConf();
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.hadoopBytes = context.broadcast(HadoopSettings.toBytes(hadoop));
    this.work = new SparkWork(context, hadoopBytes);
    this.index =
        Archives.index(
            new ArchiveLocation(options.archive(), options.files(), options.kind()), hadoop, work);
    this.completeness = new Completeness(index, settings);
  }

  /** Lists an archive, and finds out which runs it holds if that is not known yet. */
  static SparkArchive of(ArchiveOptions options) {
    return new SparkArchive(options, SparkSession.active());
  }

  List<String> projects() {
    return index.projects();
  }

  ArchiveSource onDriver() {
    return ArchiveSource.onDriver(index, settings, completeness, hadoop, work);
  }

  TaskSource forTasks() {
    Sent sent = sent();
    return new ArchiveTasks(sent.id(), sent.index(), hadoopBytes, settings);
  }

  List<RunReport> check() {
    return new ArchiveCheck(index, hadoop, work).reports();
  }

  /** Reports runs whose inherited points the archive does not have. */
  void requireParents(List<RunIdentifier> runs) {
    completeness.requireParents(found(runs));
  }

  /** Warns of times that are not what they seem. */
  void warnOfLocalTimes(List<RunIdentifier> runs) {
    completeness.warnOfLocalTimes(found(runs));
  }

  /**
   * Requires that any run can be read.
   *
   * @throws ai.neptune.errors.IncompleteArchiveException if there is none
   */
  void requireAnyRun() {
    completeness.requireAnyRun();
  }

  private List<ArchivedRun> found(List<RunIdentifier> runs) {
    return runs.stream().distinct().flatMap(id -> index.run(id).stream()).toList();
  }

  private Sent sent() {
    String application = context.sc().applicationId();
    synchronized (SENT) {
      Sent sent = SENT.get(index);
      if (sent == null || !sent.application().equals(application)) {
        sent =
            new Sent(
                application, UUID.randomUUID().toString(), context.broadcast(JavaBytes.of(index)));
        SENT.put(index, sent);
      }
      return sent;
    }
  }

  private record Sent(String application, String id, Broadcast<byte[]> index) {}
}
