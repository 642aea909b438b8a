package ai.neptune.spark.source;

import ai.neptune.archive.SharedFiles;
import ai.neptune.archive.index.ArchiveIndex;
import ai.neptune.archive.index.ArchiveKind;
import ai.neptune.archive.index.ArchiveLocation;
import ai.neptune.archive.index.ArchivedRun;
import ai.neptune.archive.index.Archives;
import ai.neptune.errors.NeptuneException;
import ai.neptune.spark.cluster.HadoopSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which files of archives several references name, found in the archives that the files are of:
 * those references need not be downloaded too.
 */
public final class SharedArchiveFiles {

  private static final Logger LOG = LoggerFactory.getLogger(SharedArchiveFiles.class);

  private final Configuration hadoop;
  private final SparkWork work;

  private SharedArchiveFiles(SparkSession spark) {
    this.hadoop = spark.sessionState().newHadoopConf();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.work = new SparkWork(context, context.broadcast(HadoopSettings.toBytes(hadoop)));
  }

  /**
   * The paths of shared files.
   *
   * @param files rows of a project, an experiment, a run and a path, all of archives
   */
  public static Set<String> among(Dataset<Row> files, SparkSession spark) {
    SharedArchiveFiles search = new SharedArchiveFiles(spark);
    List<SharedFiles> shared = new ArrayList<>();
    places(files).forEach((root, places) -> shared.addAll(search.ofArchive(root, places)));
    shared.removeIf(SharedFiles::isEmpty);
    Set<String> found = new HashSet<>();
    if (!shared.isEmpty()) {
      Iterator<Row> paths = files.select("path").distinct().toLocalIterator();
      while (paths.hasNext()) {
        String path = paths.next().getString(0);
        if (shared.stream().anyMatch(some -> some.contains(path))) {
          found.add(path);
        }
      }
    }
    return found;
  }

  private static Map<String, List<FilePlace>> places(Dataset<Row> files) {
    return files
        .select("project", "experiment", "run", "path")
        .javaRDD()
        .mapPartitions(
            rows -> {
              Set<String> places = new HashSet<>();
              rows.forEachRemaining(
                  row -> FilePlace.of(row).ifPresent(place -> places.add(place.toText())));
              return places.iterator();
            })
        .distinct()
        .collect()
        .stream()
        .map(FilePlace::fromText)
        .collect(Collectors.groupingBy(FilePlace::root));
  }

  private List<SharedFiles> ofArchive(String root, List<FilePlace> places) {
    boolean isOfAllRuns = places.stream().anyMatch(FilePlace::mayBeOfAnyRun);
    return archives(root).stream()
        .map(index -> SharedFiles.of(index, runs(index, places), isOfAllRuns, work))
        .toList();
  }

  private static List<ArchivedRun> runs(ArchiveIndex index, List<FilePlace> places) {
    Map<String, List<FilePlace>> byContainer =
        places.stream().collect(Collectors.groupingBy(FilePlace::container));
    return index.runs().stream()
        .filter(
            run ->
                isOfAny(run, byContainer.get(run.runId()))
                    || isOfAny(run, byContainer.get(run.experiment())))
        .toList();
  }

  private static boolean isOfAny(ArchivedRun run, @Nullable List<FilePlace> places) {
    return places != null && places.stream().anyMatch(place -> place.isOf(run));
  }

  /**
   * What was read last in this JVM, or else what is beside the files where the exporter puts it.
   */
  private List<ArchiveIndex> archives(String root) {
    List<ArchiveIndex> known = Archives.withFiles(root);
    if (!known.isEmpty()) {
      return known;
    }
    try {
      String archive = new Path(root).getParent().toString();
      return List.of(
          Archives.index(new ArchiveLocation(archive, root, ArchiveKind.RUNS), hadoop, work));
    } catch (NeptuneException e) {
      LOG.warn(
          "No archive is beside the files in {}. Files whose paths other references share are found only if these are downloaded too. Read any relation of the archive before the download. {}",
          root,
          e.getMessage());
      return List.of();
    }
  }
}
