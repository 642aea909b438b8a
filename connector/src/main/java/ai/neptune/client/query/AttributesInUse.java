package ai.neptune.client.query;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.errors.UnexpectedResponseException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out by a few searches which of many attributes, with their types, runs have. */
public final class AttributesInUse {

  private static final Logger LOG = LoggerFactory.getLogger(AttributesInUse.class);

  /** Well below what a query may hold: other conditions must fit too. */
  private static final int MAX_BYTES = Nql.MAX_BYTES / 3;

  /** A server that refuses this many conditions is taken to refuse the rest too. */
  private static final int MAX_REFUSALS = 50;

  private final Predicate<Nql> findsAny;
  private final Set<AttributeDefinition> found = new TreeSet<>();
  private int refusals;

  private AttributesInUse(Predicate<Nql> findsAny) {
    this.findsAny = findsAny;
  }

  /**
   * Those of the candidates that some run has. A candidate that NQL cannot name, or whose type the
   * server does not take in a condition, counts as not in use.
   *
   * @param findsAny searches for a run that satisfies a condition
   */
  public static Set<AttributeDefinition> among(
      List<AttributeDefinition> candidates, Predicate<Nql> findsAny) {
    AttributesInUse inUse = new AttributesInUse(findsAny);
    List<AttributeDefinition> batch = new ArrayList<>();
    int bytes = 0;
    for (AttributeDefinition candidate : candidates) {
      if (!Nql.canName(candidate.name())) {
        continue;
      }
      int more = Nql.exists(candidate).text().getBytes(StandardCharsets.UTF_8).length + 6;
      if (bytes + more > MAX_BYTES) {
        inUse.add(batch);
        batch = new ArrayList<>();
        bytes = 0;
      }
      batch.add(candidate);
      bytes += more;
    }
    inUse.add(batch);
    return inUse.found;
  }

  /** Asks for all at once; if there are any, or they are refused, for one half after the other. */
  private void add(List<AttributeDefinition> candidates) {
    if (candidates.isEmpty() || refusals >= MAX_REFUSALS) {
      return;
    }
    boolean isOne = candidates.size() == 1;
    try {
      if (!findsAny.test(Nql.or(candidates.stream().map(Nql::exists).toList()))) {
        return;
      }
      if (isOne) {
        found.addAll(candidates);
      }
    } catch (UnexpectedResponseException e) {
      if (!e.isBadRequest()) {
        throw e;
      }
      refusals++;
      if (isOne) {
        LOG.info("The server does not search for {}: {}", candidates.get(0), e.getMessage());
      }
    }
    if (!isOne) {
      int half = candidates.size() / 2;
      add(candidates.subList(0, half));
      add(candidates.subList(half, candidates.size()));
    }
  }
}
