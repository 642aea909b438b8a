package ai.neptune.spark.pages;

import java.util.Collections;
import java.util.Iterator;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.connector.read.PartitionReader;

/**
 * A Spark reader of pages that are read ahead, each holding rows or batches.
 *
 * @param <P> a page
 * @param <R> what Spark takes: rows, or batches of columns
 */
public final class PagesReader<P, R> implements PartitionReader<R> {

  private final ReadAhead<P> pages;
  private final PageRows<P, R> rows;
  private Iterator<R> current = Collections.emptyIterator();

  @SuppressWarnings("NullAway.Init") // Spark calls next() first.
  private R row;

  /** How a page becomes rows, or batches, on the thread of the Spark task. */
  public interface PageRows<P, R> {
    Iterator<R> of(P page);
  }

  /**
   * A reader of pages.
   *
   * @param atOnce how many chunks are read at once, as long as there is memory for their pages
   * @param bytes about how much memory a page takes, with the rows that are made of it at once
   * @param rows makes rows one by one as they are asked for
   */
  public PagesReader(
      int atOnce,
      Iterator<? extends Iterator<P>> chunks,
      ToLongFunction<P> bytes,
      PageRows<P, R> rows) {
    this.pages = new ReadAhead<>(chunks, atOnce, bytes);
    this.rows = rows;
  }

  @Override
  public boolean next() {
    while (!current.hasNext()) {
      current = Collections.emptyIterator();
      P page = pages.next();
      if (page == null) {
        return false;
      }
      current = rows.of(page);
    }
    row = current.next();
    return true;
  }

  @Override
  public R get() {
    return row;
  }

  @Override
  public void close() {
    pages.close();
  }
}
