package ai.neptune.spark.plan;

import ai.neptune.client.AttributeValue;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.PageIterator;
import ai.neptune.client.RunValues;
import ai.neptune.client.ValuesQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The attribute values of some runs of a partition, page by page (docs/protocol.md, 4.4). */
public final class ValuesChunk implements Iterator<List<ValuesChunk.RunValue>> {

  private final PageIterator<RunValues> pages;
  private final Map<String, Integer> runs = new HashMap<>();
  private final Predicate<String> wanted;

  /**
   * The responses to a query.
   *
   * @param from the first run of the partition that the query names
   * @param to the run after the last
   * @param wanted which names, of those that the query asks for
   */
  public ValuesChunk(
      NeptuneSource source,
      RunsPartition partition,
      int from,
      int to,
      ValuesQuery query,
      Predicate<String> wanted) {
    this.wanted = wanted;
    this.pages = PageIterator.values(source, query);
    for (int run = from; run < to; run++) {
      runs.put(partition.sysId(run), run);
    }
  }

  @Override
  public boolean hasNext() {
    return pages.hasNext();
  }

  @Override
  public List<RunValue> next() {
    List<RunValue> values = new ArrayList<>();
    for (RunValues ofRun : pages.next()) {
      Integer run = runs.get(ofRun.sysId());
      if (run != null) {
        ofRun.values().stream()
            .filter(v -> wanted.test(v.name()))
            .forEach(v -> values.add(new RunValue(run, v)));
      }
    }
    return values;
  }

  /**
   * A value of a run.
   *
   * @param run the run's position in the partition
   */
  public record RunValue(int run, AttributeValue value) {}
}
