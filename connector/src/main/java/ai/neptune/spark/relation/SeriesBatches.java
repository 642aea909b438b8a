package ai.neptune.spark.relation;

import ai.neptune.client.RequestLimits;
import ai.neptune.client.SeriesKey;
import ai.neptune.spark.plan.RunsPartition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.IntSupplier;

/** The series of a partition in batches that one request may name (docs/protocol.md, 4.10). */
final class SeriesBatches implements Iterator<List<Named<SeriesKey>>> {

  static final int MAX_SERIES = RequestLimits.SERIES;
  static final int MAX_NAME_BYTES = RequestLimits.SERIES_NAME_BYTES;

  private final RunsPartition partition;
  private final SeriesToRead series;
  private final IntSupplier batchSize;
  private int run;
  private int attribute;

  /**
   * Batches of the series.
   *
   * @param batchSize how many series the next batch should hold, asked before each
   */
  SeriesBatches(RunsPartition partition, SeriesToRead series, IntSupplier batchSize) {
    this.partition = partition;
    this.series = series;
    this.batchSize = batchSize;
    skipToSeries();
  }

  @Override
  public boolean hasNext() {
    return run < partition.size();
  }

  @Override
  public List<Named<SeriesKey>> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int size = Math.max(1, Math.min(MAX_SERIES, batchSize.getAsInt()));
    List<Named<SeriesKey>> batch = new ArrayList<>(Math.min(size, 1024));
    int nameBytes = 0;
    while (hasNext() && batch.size() < size) {
      String name = series.attributes(run).get(attribute);
      nameBytes += name.getBytes(StandardCharsets.UTF_8).length;
      if (nameBytes > MAX_NAME_BYTES && !batch.isEmpty()) {
        break;
      }
      batch.add(new Named<>(partition.name(run), new SeriesKey(partition.id(run), name)));
      attribute++;
      skipToSeries();
    }
    return batch;
  }

  /** Moves on to the next run that has series left, or to the end. */
  private void skipToSeries() {
    while (run < partition.size() && attribute >= series.attributes(run).size()) {
      attribute = 0;
      run++;
    }
  }
}
