package ai.neptune.spark.download.plan;

import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The rows of one partition of the plan. The partition was read before, to learn what it holds: if
 * Spark had to evaluate the query again meanwhile, because an executor was lost, and it now gives
 * other files, tasks and paths would not fit.
 */
final class PlanRows implements Iterator<Row> {

  private final ResolvedPaths files;
  private final TaskBalance.Chunks chunks = new TaskBalance.Chunks();
  private final PlanLayout layout;
  private final int partition;
  private long fingerprint;

  PlanRows(ResolvedPaths files, PlanLayout layout, int partition) {
    this.files = files;
    this.layout = layout;
    this.partition = partition;
  }

  @Override
  public boolean hasNext() {
    boolean hasNext = files.hasNext();
    if (!hasNext && fingerprint != layout.fingerprint(partition)) {
      throw new PlanChangedException();
    }
    return hasNext;
  }

  @Override
  public Row next() {
    PlannedFile planned = files.next();
    fingerprint += PlanPartition.fingerprint(planned.file());
    int chunk = chunks.add(planned.file().sizeBytes());
    return RowFactory.create(
        layout.task(partition, chunk),
        planned.path(),
        layout.names().fold(planned.path()),
        planned.file().row(),
        layout.downloadId());
  }
}
