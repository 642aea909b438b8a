package ai.neptune.spark.relation;

import java.util.Iterator;
import org.apache.spark.sql.connector.read.PartitionReader;

/**
 * A Spark reader of what is at hand already.
 *
 * @param <R> what Spark takes
 */
final class IteratorReader<R> implements PartitionReader<R> {

  private final Iterator<R> rows;
  private R row;

  IteratorReader(Iterator<R> rows) {
    this.rows = rows;
  }

  @Override
  public boolean next() {
    if (!rows.hasNext()) {
      return false;
    }
    row = rows.next();
    return true;
  }

  @Override
  public R get() {
    return row;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
