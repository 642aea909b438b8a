package ai.neptune.spark.source;

import ai.neptune.archive.index.Parallel;
import ai.neptune.errors.IncompleteArchiveException;
import ai.neptune.errors.NeptuneException;
import ai.neptune.spark.cluster.HadoopSettings;
import ai.neptune.spark.cluster.JavaBytes;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** Does the work of reading an archive in tasks of a Spark job, one for each item. */
record SparkWork(JavaSparkContext context, Broadcast<byte[]> hadoop) implements Parallel {

  @Override
  @SuppressWarnings("unchecked") // the bytes are those of the work's own results
  public <T extends Serializable, R extends Serializable> List<R> map(
      List<T> items, Work<T, R> work) {
    if (items.isEmpty()) {
      return List.of();
    }
    List<byte[]> tasks = new ArrayList<>();
    items.forEach(item -> tasks.add(JavaBytes.of(item)));
    List<R> results = new ArrayList<>();
    for (byte[] result : run(tasks, new Task<>(work, hadoop))) {
      results.add((R) JavaBytes.read(result));
    }
    return results;
  }

  private <T, R> List<byte[]> run(List<byte[]> tasks, Task<T, R> task) {
    try {
      return context.parallelize(tasks, tasks.size()).map(task).collect();
    } catch (Exception e) { // Scala throws what it does not declare
      throw translated(e);
    }
  }

  private static RuntimeException translated(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof NeptuneException ours) {
        return ours;
      }
      if (cause instanceof IOException) {
        return new IncompleteArchiveException(
            "The archive cannot be read: %s. Check that its files are there, and that Spark may read them."
                .formatted(cause.getMessage()),
            e);
      }
    }
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }

  private record Task<T, R>(Work<T, R> work, Broadcast<byte[]> hadoop)
      implements Function<byte[], byte[]> {

    @Override
    @SuppressWarnings("unchecked") // the bytes are those of the work's own items
    public byte[] call(byte[] item) throws IOException {
      R result = work.apply((T) JavaBytes.read(item), HadoopSettings.fromBytes(hadoop.value()));
      return JavaBytes.of((Serializable) result);
    }
  }
}
