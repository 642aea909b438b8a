package ai.neptune.spark.export;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** The files of a task's runs, run after run. */
final class FileRows {

  private final Iterator<Tuple2<byte[], byte[]>> rows;
  private @Nullable Tuple2<byte[], byte[]> next;

  FileRows(Iterator<Tuple2<byte[], byte[]>> rows) {
    this.rows = rows;
  }

  /**
   * The next file of a run; null if there is none. Those of runs before it are dropped.
   *
   * @param run the position of the run in the task's item
   */
  @Nullable FileRow next(int run) {
    while (true) {
      if (next == null && rows.hasNext()) {
        next = rows.next();
      }
      if (next == null || FileRow.runOf(next._1()) > run) {
        return null;
      }
      Tuple2<byte[], byte[]> taken = next;
      next = null;
      if (FileRow.runOf(taken._1()) == run) {
        return FileRow.fromBytes(taken._2());
      }
    }
  }
}
