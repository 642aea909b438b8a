package ai.neptune.spark.relation;

import ai.neptune.client.AttributeValue;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.Page;
import ai.neptune.client.RunValues;
import ai.neptune.client.UnexpectedResponseException;
import ai.neptune.client.ValuesQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** The attribute values of some runs of a partition, page by page (PROTOCOL 4.4). */
final class ValuesChunk implements Iterator<List<ValuesChunk.RunValue>> {

  private final NeptuneSource source;
  private final ValuesQuery query;
  private final Map<String, Integer> runs = new HashMap<>();
  private String token;
  private boolean done;

  /**
   * The answers to a query.
   *
   * @param from the first run of the partition that the query names
   * @param to the run after the last
   */
  ValuesChunk(NeptuneSource source, RunsPartition partition, int from, int to, ValuesQuery query) {
    this.source = source;
    this.query = query;
    for (int run = from; run < to; run++) {
      runs.put(partition.sysId(run), run);
    }
  }

  @Override
  public boolean hasNext() {
    return !done;
  }

  @Override
  public List<RunValue> next() {
    if (done) {
      throw new NoSuchElementException();
    }
    Page<RunValues> page = source.attributeValues(query, token);
    String next = page.nextPageToken();
    if (next != null && next.equals(token)) {
      throw new UnexpectedResponseException(
          "The server gave the same page of attribute values of project '"
              + query.project()
              + "' twice; reading it would never end. Report this to the server's operator.");
    }
    token = next;
    done = next == null;
    List<RunValue> values = new ArrayList<>();
    for (RunValues ofRun : page.items()) {
      Integer run = runs.get(ofRun.sysId());
      if (run != null) {
        ofRun.values().forEach(v -> values.add(new RunValue(run, v)));
      }
    }
    return values;
  }

  /**
   * A value of a run.
   *
   * @param run the run's position in the partition
   */
  record RunValue(int run, AttributeValue value) {}
}
