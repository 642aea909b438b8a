package ai.neptune.spark.relation;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.NeptuneSource;
import ai.neptune.spark.plan.RunsPartition;
import ai.neptune.spark.plan.SelectedAttributes;
import ai.neptune.spark.plan.ValuesChunk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which series to ask for of each run of a partition. Where most runs have most of the attributes,
 * that is every attribute of every run: asking for a series that does not exist costs little. Where
 * runs have few attributes in common, their series are looked up first. A forked run is asked for
 * every attribute all the same, because a server need not count what it inherits as its own.
 */
final class SeriesToRead {

  /** Looking up is worth it when fewer than one in so many series exist. */
  private static final int SPARSE = 2;

  private final List<String> all;
  private final @Nullable Map<Integer, List<String>> existing;

  private SeriesToRead(List<String> all, @Nullable Map<Integer, List<String>> existing) {
    this.all = all;
    this.existing = existing;
  }

  static SeriesToRead of(
      NeptuneSource source, RunsPartition partition, SelectedAttributes selected) {
    return partition
        .floatSeries()
        .map(named -> new SeriesToRead(named.stream().filter(selected::wants).toList(), null))
        .orElseGet(() -> lookedUp(source, partition, selected));
  }

  private static SeriesToRead lookedUp(
      NeptuneSource source, RunsPartition partition, SelectedAttributes selected) {
    List<String> all =
        selected.definitions(source, partition).stream()
            .map(AttributeDefinition::name)
            .distinct()
            .toList();
    return isSparse(partition, all.size())
        ? new SeriesToRead(all, existing(source, partition, selected, all))
        : new SeriesToRead(all, null);
  }

  /** The attributes to ask for of a run of the partition. */
  List<String> attributes(int run) {
    return existing == null ? all : existing.getOrDefault(run, List.of());
  }

  private static boolean isSparse(RunsPartition partition, int attributes) {
    long possible = (long) partition.size() * attributes;
    long likely =
        IntStream.range(0, partition.size())
            .mapToLong(
                run ->
                    partition.isForked(run)
                        ? attributes
                        : Math.min(attributes, partition.seriesCount(run)))
            .sum();
    return likely * SPARSE < possible;
  }

  private static Map<Integer, List<String>> existing(
      NeptuneSource source,
      RunsPartition partition,
      SelectedAttributes selected,
      List<String> all) {
    Map<Integer, List<String>> existing = new HashMap<>();
    // One text for all runs, instead of one for each value that names it.
    Map<String, String> names = new HashMap<>();
    all.forEach(name -> names.put(name, name));
    for (int run = 0; run < partition.size(); run++) {
      if (partition.isForked(run)) {
        existing.put(run, all);
      }
    }
    Iterator<ValuesChunk> chunks = selected.values(source, partition);
    while (chunks.hasNext()) {
      ValuesChunk chunk = chunks.next();
      while (chunk.hasNext()) {
        for (ValuesChunk.RunValue value : chunk.next().all()) {
          String name = names.get(value.value().name());
          if (name != null && !partition.isForked(value.run())) {
            existing.computeIfAbsent(value.run(), r -> new ArrayList<>()).add(name);
          }
        }
      }
    }
    return existing;
  }
}
