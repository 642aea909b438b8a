package ai.neptune.spark.plan;

import ai.neptune.client.AttributeValue;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.PageIterator;
import ai.neptune.client.RunValues;
import ai.neptune.client.ValuesQuery;
import ai.neptune.spark.pages.LearnedSize;
import ai.neptune.spark.pages.ReadBudget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The attribute values of some runs of a partition, page by page (docs/protocol.md, 4.4). */
public final class ValuesChunk implements Iterator<ValuesChunk.Values> {

  private final PageIterator<RunValues> pages;
  private final Map<String, Integer> runs = new HashMap<>();
  private final Predicate<String> wanted;
  private final LearnedSize valueSize;

  /**
   * The responses to a query.
   *
   * @param from the first run of the partition that the query names
   * @param to the run after the last
   * @param wanted which names, of those that the query asks for
   * @param valueSize how much memory a value takes, as far as it is known
   */
  public ValuesChunk(
      NeptuneSource source,
      RunsPartition partition,
      int from,
      int to,
      ValuesQuery query,
      Predicate<String> wanted,
      LearnedSize valueSize) {
    this.wanted = wanted;
    this.valueSize = valueSize;
    long pageBytes = ReadBudget.ofJvm().pageBytes();
    this.pages =
        PageIterator.values(
            source, query, () -> valueSize.itemsIn(pageBytes, ValuesQuery.MAX_LIMIT));
    for (int run = from; run < to; run++) {
      runs.put(partition.sysId(run), run);
    }
  }

  @Override
  public boolean hasNext() {
    return pages.hasNext();
  }

  @Override
  public Values next() {
    List<RunValue> values = new ArrayList<>();
    long read = 0;
    long bytes = 0;
    for (RunValues ofRun : pages.next()) {
      Integer run = runs.get(ofRun.sysId());
      read += ofRun.values().size();
      for (AttributeValue value : ofRun.values()) {
        bytes += ValueBytes.of(value.value());
        if (run != null && wanted.test(value.name())) {
          values.add(new RunValue(run, value));
        }
      }
    }
    valueSize.observe(read, bytes);
    return new Values(values, bytes);
  }

  /**
   * A page of values.
   *
   * @param bytes about how much memory they take
   */
  public record Values(List<RunValue> all, long bytes) {}

  /**
   * A value of a run.
   *
   * @param run the run's position in the partition
   */
  public record RunValue(int run, AttributeValue value) {}
}
