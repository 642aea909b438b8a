package ai.neptune.testkit.http;

import ai.neptune.testkit.json.JsonDocuments;
import ai.neptune.testkit.json.JsonFormatException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The faults of upcoming requests, in the order in which they were added. */
public final class FaultPlan {
  private final List<PlannedFault> planned = new ArrayList<>();

  private static final class PlannedFault {
    private final Pattern path;
    private final FaultEffects fault;
    private long times;

    PlannedFault(Pattern path, FaultEffects fault, long times) {
      this.path = path;
      this.fault = fault;
      this.times = times;
    }
  }

  /**
   * Adds faults.
   *
   * @param document a JSON list of faults, or one fault (testkit/README.md, "Faults")
   * @throws JsonFormatException if it is malformed; then none is added
   */
  public void add(byte[] document) {
    List<PlannedFault> added = new ArrayList<>();
    for (JsonNode node : list(document)) {
      FaultReader reader = FaultReader.of(node, "faults[" + added.size() + "]");
      added.add(new PlannedFault(reader.path(), reader.fault(), reader.times()));
    }
    synchronized (planned) {
      planned.addAll(added);
    }
  }

  /** Removes all faults. */
  public void reset() {
    synchronized (planned) {
      planned.clear();
    }
  }

  /**
   * The faults of a request, combined. Faults that set different fields are applied together; if
   * two set the same field, the later one waits for the next request.
   */
  FaultEffects next(String path, RequestKind kind) {
    FaultEffects next = FaultEffects.NONE;
    synchronized (planned) {
      for (PlannedFault candidate : planned) {
        if (candidate.path.matcher(path).find()
            && candidate.fault.appliesTo(kind)
            && candidate.fault.isCompatibleWith(next)) {
          next = next.with(candidate.fault);
          candidate.times -= candidate.times > 0 ? 1 : 0;
        }
      }
      planned.removeIf(candidate -> candidate.times == 0);
    }
    return next;
  }

  private static Iterable<JsonNode> list(byte[] document) {
    try {
      JsonNode root = JsonDocuments.MAPPER.readTree(document);
      return root.isArray() ? root : List.of(root);
    } catch (JsonProcessingException e) {
      throw new JsonFormatException("the faults are not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new JsonFormatException("the faults are not JSON", e);
    }
  }
}
