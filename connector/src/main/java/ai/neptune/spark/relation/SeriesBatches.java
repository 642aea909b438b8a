package ai.neptune.spark.relation;

import ai.neptune.client.SeriesKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.IntSupplier;

/**
 * Every series that may exist, (run, attribute) by (run, attribute), in batches that one request
 * may name (PROTOCOL 4.10).
 */
final class SeriesBatches implements Iterator<List<NamedSeries>> {

  static final int MAX_SERIES = 10_000;
  private static final int MAX_NAME_BYTES = 220_000;

  private final RunsPartition partition;
  private final List<String> attributes;
  private final int[] bytes;
  private final IntSupplier batchSize;
  private int run;
  private int attribute;

  /**
   * @param attributes the names to combine with each run
   * @param batchSize how many series the next batch should hold, asked before each
   */
  SeriesBatches(RunsPartition partition, List<String> attributes, IntSupplier batchSize) {
    this.partition = partition;
    this.attributes = attributes;
    this.bytes =
        attributes.stream().mapToInt(a -> a.getBytes(StandardCharsets.UTF_8).length).toArray();
    this.batchSize = batchSize;
    this.run = attributes.isEmpty() ? partition.size() : 0;
  }

  @Override
  public boolean hasNext() {
    return run < partition.size();
  }

  @Override
  public List<NamedSeries> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int size = Math.max(1, Math.min(MAX_SERIES, batchSize.getAsInt()));
    List<NamedSeries> batch = new ArrayList<>(Math.min(size, 1024));
    int nameBytes = 0;
    while (hasNext() && batch.size() < size) {
      nameBytes += bytes[attribute];
      if (nameBytes > MAX_NAME_BYTES && !batch.isEmpty()) {
        break;
      }
      batch.add(
          new NamedSeries(
              new SeriesKey(partition.id(run), attributes.get(attribute)), partition.name(run)));
      attribute++;
      if (attribute == attributes.size()) {
        attribute = 0;
        run++;
      }
    }
    return batch;
  }
}
