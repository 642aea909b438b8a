package ai.neptune.spark.export;

import ai.neptune.client.NeptuneSource;
import ai.neptune.errors.FileDownloadException;
import ai.neptune.errors.IncompleteArchiveException;
import ai.neptune.errors.UnexpectedResponseException;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.Publisher;
import ai.neptune.spark.download.transfer.ErrorText;
import ai.neptune.spark.plan.RunsPartition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Exports some runs together: what they hold is requested for all of them at once, each gets its
 * own file. A run that cannot be read or written is a failure of that run.
 */
final class BatchExport {

  private final ExportReads reads;
  private final NeptuneSource source;
  private final Destination destination;
  private final Publisher publisher;
  private final PartRecord record;
  private final ExecutorService threads;
  private final String stagedName;

  /**
   * @param record what is noted in each part; times and outcomes are not known yet
   * @param threads make finished parts appear
   * @param stagedName where parts of huge runs wait, and the beginning of their names
   */
  BatchExport(
      ExportReads reads,
      NeptuneSource source,
      Destination destination,
      Publisher publisher,
      PartRecord record,
      ExecutorService threads,
      String stagedName) {
    this.reads = reads;
    this.source = source;
    this.destination = destination;
    this.publisher = publisher;
    this.record = record;
    this.threads = threads;
    this.stagedName = stagedName;
  }

  /**
   * Exports runs of an item.
   *
   * @param from the position of the first
   * @param to that after the last
   */
  List<RunOutcome> export(ExportItem item, int from, int to, FileRows files) throws IOException {
    try {
      return exportTogether(item, from, to, files);
    } catch (UnexpectedResponseException | IncompleteArchiveException e) {
      if (to - from == 1) {
        RunTarget target = item.targets().get(from);
        return List.of(RunOutcome.failed(target.project(), target.run(), ErrorText.of(e)));
      }
    }
    // One of them is the reason, and no reason for the others to fail.
    List<RunOutcome> outcomes = new ArrayList<>();
    for (int run = from; run < to; run++) {
      outcomes.addAll(export(item, run, run + 1, files));
    }
    return outcomes;
  }

  private List<RunOutcome> exportTogether(ExportItem item, int from, int to, FileRows files)
      throws IOException {
    List<RunFile> parts = new ArrayList<>();
    try {
      for (RunTarget target : item.targets().subList(from, to)) {
        String path =
            item.isSlice()
                ? "%s_%s_%d".formatted(stagedName, target.stem(), item.runs().slice())
                : target.part(0);
        parts.add(new RunFile(target, path, publisher));
      }
      RunsPartition whole = item.runs().part(from, to);
      RunTimes times = RunTimes.of(source, whole.project(), whole.ids());
      RunsPartition runs = item.isSlice() ? item.runs() : whole;
      RowReader rows = new RowReader(source, reads, OpenParts.ofJvm(), parts);
      if (runs.isFirstSlice()) {
        rows.readParameters(whole);
      }
      rows.readFloatSeries(runs);
      rows.readOtherSeries(runs);
      if (runs.isFirstSlice()) {
        for (int run = from; run < to; run++) {
          rows.readFiles(parts.get(run - from), files, run);
        }
      }
      return publish(parts, whole, times, item);
    } finally {
      parts.forEach(RunFile::close);
    }
  }

  private List<RunOutcome> publish(
      List<RunFile> parts, RunsPartition runs, RunTimes times, ExportItem item) {
    List<Callable<RunOutcome>> work = new ArrayList<>();
    for (int run = 0; run < parts.size(); run++) {
      String sysId = runs.id(run).sysId();
      PartRecord known =
          new PartRecord(
              record.exportId(),
              item.runs().slices(),
              times.modificationTimes().get(sysId),
              record.withFiles(),
              null);
      String experiment = times.experiments().get(sysId);
      RunFile part = parts.get(run);
      work.add(() -> publish(part, known, experiment, item.isSlice()));
    }
    List<RunOutcome> outcomes = new ArrayList<>();
    try {
      for (Future<RunOutcome> outcome : threads.invokeAll(work)) {
        outcomes.add(outcome.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException)
          new CancellationException("Interrupted while files were written.").initCause(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
    return outcomes;
  }

  /** A file that cannot be written under its name is a failed run; anything else stops the task. */
  private RunOutcome publish(
      RunFile part, PartRecord known, @Nullable String experiment, boolean staged)
      throws IOException {
    RunTarget target = part.target();
    if (part.hasFailed()) {
      return RunOutcome.failed(target.project(), target.run(), part.failure());
    }
    try {
      return part.publish(known, experiment, staged, destination);
    } catch (FileDownloadException e) {
      return RunOutcome.failed(target.project(), target.run(), ErrorText.of(e));
    }
  }
}
