package ai.neptune.spark.export;

import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RequestMetrics;
import ai.neptune.spark.cluster.HadoopSettings;
import ai.neptune.spark.cluster.JavaBytes;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.DownloadDirectory;
import ai.neptune.spark.download.destination.Publisher;
import ai.neptune.spark.pages.Iterators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;

/**
 * What a task does with its item: it exports the runs, some at a time, and gives their outcomes.
 *
 * @param root the destination
 * @param withFiles whether files are exported too
 */
record ExportTask(
    ExportReads reads,
    Broadcast<byte[]> hadoop,
    String root,
    String exportId,
    boolean withFiles,
    ExportProgress progress)
    implements FlatMapFunction2<Iterator<byte[]>, Iterator<Tuple2<byte[], byte[]>>, byte[]> {

  /** Few enough for the files that are open at once, enough for requests to be few. */
  private static final int RUNS_AT_ONCE = 100;

  private static final int PUBLISHED_AT_ONCE = 8;

  @Override
  public Iterator<byte[]> call(Iterator<byte[]> items, Iterator<Tuple2<byte[], byte[]>> files)
      throws IOException {
    TaskContext context = TaskContext.get();
    Configuration configuration = HadoopSettings.fromBytes(hadoop.value());
    Destination destination = Destination.of(root, configuration);
    DownloadDirectory directory = DownloadDirectory.of(destination, exportId);
    String attempt = context.stageId() + "-" + context.taskAttemptId();
    NeptuneSource source = reads.connect(new RequestMetrics());
    ExecutorService threads =
        Executors.newFixedThreadPool(PUBLISHED_AT_ONCE, ExportTask::publishingThread);
    context.addTaskCompletionListener(new Ending(threads));
    BatchExport export =
        new BatchExport(
            reads,
            source,
            destination,
            Publisher.of(destination, directory.temporary(), attempt, configuration),
            new PartRecord(exportId, 1, null, withFiles, null),
            threads,
            directory.relative(directory.temporary()) + "/part-" + attempt);
    FileRows rows = new FileRows(files);
    return Iterators.concat(
        Iterators.map(items, item -> outcomes(export, (ExportItem) JavaBytes.read(item), rows)));
  }

  private Iterator<byte[]> outcomes(BatchExport export, ExportItem item, FileRows files) {
    List<Integer> starts = new ArrayList<>();
    for (int from = 0; from < item.targets().size(); from += RUNS_AT_ONCE) {
      starts.add(from);
    }
    return Iterators.concat(
        Iterators.map(
            starts.iterator(),
            from -> {
              int to = Math.min(from + RUNS_AT_ONCE, item.targets().size());
              return Iterators.map(
                  outcomes(export, item, from, to, files).iterator(), JavaBytes::of);
            }));
  }

  private List<RunOutcome> outcomes(
      BatchExport export, ExportItem item, int from, int to, FileRows files) {
    try {
      List<RunOutcome> outcomes = export.export(item, from, to, files);
      outcomes.forEach(progress::add);
      return outcomes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread publishingThread(Runnable work) {
    Thread thread = new Thread(work, "neptune-export");
    thread.setDaemon(true);
    return thread;
  }

  private record Ending(ExecutorService threads) implements TaskCompletionListener {

    @Override
    public void onTaskCompletion(TaskContext context) {
      threads.shutdownNow();
    }
  }
}
