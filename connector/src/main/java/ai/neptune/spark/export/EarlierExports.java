package ai.neptune.spark.export;

import ai.neptune.archive.check.RunReport;
import ai.neptune.archive.file.ArchiveFile;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.RunIdentifier;
import ai.neptune.errors.NeptuneException;
import ai.neptune.spark.cluster.HadoopSettings;
import ai.neptune.spark.cluster.JavaBytes;
import ai.neptune.spark.export.RunOutcome.Status;
import ai.neptune.spark.options.ExportOptions;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.plan.FoundRun;
import ai.neptune.spark.source.Sources;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which runs need not be exported again (docs/exports.md, "What is exported again"). What this
 * library has written says so in its footers; for what another exporter has written, its rows are
 * counted.
 */
final class EarlierExports {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierExports.class);

  private static final int RUNS_PER_TASK = 200;

  private final ExportSettings settings;
  private final JavaSparkContext context;
  private final Broadcast<byte[]> hadoop;

  EarlierExports(ExportSettings settings, JavaSparkContext context, Broadcast<byte[]> hadoop) {
    this.settings = settings;
    this.context = context;
    this.hadoop = hadoop;
  }

  /**
   * A run with files of earlier exports.
   *
   * @param files its parts, and temporary files
   */
  record Exported(FoundRun run, List<ArchiveFile> files) {}

  /** Those of the runs whose export is whole and up to date, with what it holds. */
  Map<RunIdentifier, RunOutcome> upToDate(NeptuneSource source, List<Exported> exported) {
    Map<RunIdentifier, RunOutcome> kept = new HashMap<>();
    if (exported.isEmpty()) {
      return kept;
    }
    Map<RunIdentifier, Long> now =
        RunTimes.modificationTimes(source, ids(exported.stream().map(Exported::run).toList()));
    List<@Nullable PartRecord> records = records(exported);
    List<FoundRun> foreign = new ArrayList<>();
    for (int i = 0; i < exported.size(); i++) {
      FoundRun run = exported.get(i).run();
      PartRecord record = records.get(i);
      if (record == null) {
        foreign.add(run);
      } else if (record.exportId() != null
          && (record.withFiles() || !settings.files())
          && isUpToDate(record.modificationTime(), now.get(run.id()))) {
        kept.put(run.id(), record.held());
      }
    }
    ids(foreign).forEach((project, runs) -> kept.putAll(ofOtherExporters(project, foreign, now)));
    return kept;
  }

  private static boolean isUpToDate(@Nullable Long exported, @Nullable Long now) {
    return exported != null && now != null && exported >= now;
  }

  private static Map<String, List<RunIdentifier>> ids(List<FoundRun> runs) {
    return runs.stream()
        .map(FoundRun::id)
        .collect(Collectors.groupingBy(RunIdentifier::project, Collectors.toList()));
  }

  /** What is found of each run; null for that of another exporter. */
  private List<@Nullable PartRecord> records(List<Exported> exported) {
    List<byte[]> items = new ArrayList<>();
    for (int from = 0; from < exported.size(); from += RUNS_PER_TASK) {
      ArrayList<ArrayList<ArchiveFile>> item = new ArrayList<>();
      exported
          .subList(from, Math.min(from + RUNS_PER_TASK, exported.size()))
          .forEach(run -> item.add(new ArrayList<>(run.files())));
      items.add(JavaBytes.of(item));
    }
    List<@Nullable PartRecord> records = new ArrayList<>();
    for (byte[] found :
        context.parallelize(items, items.size()).map(new ReadRecords(hadoop)).collect()) {
      records.addAll(((Found) JavaBytes.read(found)).records());
    }
    return records;
  }

  private record Found(ArrayList<@Nullable PartRecord> records) implements Serializable {}

  /** Reads the footers of the parts of some runs. */
  private record ReadRecords(Broadcast<byte[]> hadoop) implements Function<byte[], byte[]> {

    private static final PartRecord NOT_WHOLE = new PartRecord(null, 0, null, false, null);

    @Override
    @SuppressWarnings("unchecked") // the bytes are those of the items above
    public byte[] call(byte[] item) throws IOException {
      Configuration configuration = HadoopSettings.fromBytes(hadoop.value());
      ArrayList<@Nullable PartRecord> records = new ArrayList<>();
      for (List<ArchiveFile> files : (List<List<ArchiveFile>>) JavaBytes.read(item)) {
        records.add(read(files, configuration));
      }
      return JavaBytes.of(new Found(records));
    }

    /** The parts together, if they are all that one export of this library has written. */
    private static @Nullable PartRecord read(List<ArchiveFile> files, Configuration configuration)
        throws IOException {
      Map<Integer, ArchiveFile> parts = new HashMap<>();
      for (ArchiveFile file : files) {
        ExportNames.Part part = ExportNames.Part.of(file.name());
        if (part.isUnfinished()) {
          return NOT_WHOLE;
        }
        parts.put(part.number(), file);
      }
      if (!parts.containsKey(0)) {
        return NOT_WHOLE;
      }
      PartRecord first = PartRecord.read(parts.get(0), configuration);
      if (first == null) {
        return null;
      }
      if (parts.size() != first.parts()) {
        return NOT_WHOLE;
      }
      RunOutcome all = first.held();
      for (int number = 1; number < first.parts(); number++) {
        PartRecord next =
            parts.containsKey(number) ? PartRecord.read(parts.get(number), configuration) : null;
        if (next == null || !Objects.equals(next.exportId(), first.exportId())) {
          return NOT_WHOLE;
        }
        all = all.with(next.held());
      }
      return new PartRecord(
          first.exportId(), first.parts(), first.modificationTime(), first.withFiles(), all);
    }
  }

  /** Those of a project's runs that another exporter has exported whole, and not too early. */
  private Map<RunIdentifier, RunOutcome> ofOtherExporters(
      String project, List<FoundRun> foreign, Map<RunIdentifier, Long> now) {
    Map<String, FoundRun> byName = new HashMap<>();
    foreign.stream()
        .filter(run -> run.id().project().equals(project))
        .forEach(run -> byName.put(run.name(), run));
    Map<RunIdentifier, RunOutcome> kept = new HashMap<>();
    try {
      NeptuneOptions archive = ExportOptions.readBack(settings.destination(), project);
      List<RunReport> complete =
          Sources.checkArchive(archive).stream()
              .filter(report -> report.project().equals(project))
              .filter(report -> report.status() == RunReport.Status.COMPLETE)
              .filter(report -> byName.containsKey(report.run()))
              .toList();
      Map<RunIdentifier, Long> exported =
          RunTimes.modificationTimes(
              Sources.onDriver(archive, new RequestMetrics()),
              Map.of(
                  project,
                  complete.stream().map(r -> new RunIdentifier(project, r.run())).toList()));
      for (RunReport report : complete) {
        RunIdentifier id = Objects.requireNonNull(byName.get(report.run())).id();
        Long time = exported.get(new RunIdentifier(project, report.run()));
        if (isUpToDate(time, now.get(id))) {
          kept.put(id, outcome(report));
        }
      }
    } catch (NeptuneException e) {
      LOG.warn(
          "The runs of {} that another exporter has written are exported again, because they cannot be read: {}",
          project,
          e.getMessage());
    }
    return kept;
  }

  private static RunOutcome outcome(RunReport report) {
    return new RunOutcome(
        report.project(),
        report.run(),
        report.experiment(),
        Status.KEPT,
        report.found().values().stream().mapToLong(Long::longValue).sum(),
        report.pointsFound(),
        report.files(),
        report.bytes(),
        null,
        null);
  }
}
