package ai.neptune.spark.relation;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.Container;
import ai.neptune.client.DefinitionsQuery;
import ai.neptune.client.NameFilter;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.PageIterator;
import ai.neptune.client.RequestBatches;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.ValuesQuery;
import ai.neptune.spark.options.AttributeOptions;
import ai.neptune.spark.options.NeptuneOptions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The attributes that options select among those that a relation is of. */
final class SelectedAttributes {

  private static final int RUNS_PER_VALUES_REQUEST = 500;

  private final List<NameFilter> names;
  private final Set<AttributeType> types;

  private SelectedAttributes(List<NameFilter> names, Set<AttributeType> types) {
    this.names = names;
    this.types = types;
  }

  /**
   * What the options select.
   *
   * @param relationTypes the types of attributes that the relation is of
   */
  static SelectedAttributes of(AttributeOptions options, Set<AttributeType> relationTypes) {
    Set<AttributeType> types = EnumSet.copyOf(relationTypes);
    if (!options.types().isEmpty()) {
      types.retainAll(options.types());
    }
    return new SelectedAttributes(NameFilters.of(options), types);
  }

  /** Whether no attribute can be selected, because none of the relation's types is wanted. */
  boolean isEmpty() {
    return types.isEmpty();
  }

  boolean wants(AttributeType type) {
    return types.contains(type);
  }

  /** Filters that let the selected names through, each small enough for a request. */
  List<NameFilter> names() {
    return names;
  }

  /**
   * The selected attributes in use in the runs of a partition that this partition reads, sorted.
   */
  List<AttributeDefinition> definitions(NeptuneSource source, RunsPartition partition) {
    List<AttributeDefinition> all =
        List.copyOf(definitionsOfRuns(source, partition.project(), partition.ids()));
    return IntStream.range(0, all.size()).filter(partition::reads).mapToObj(all::get).toList();
  }

  /** The selected attributes in use in these runs of a project. */
  NavigableSet<AttributeDefinition> definitionsOfRuns(
      NeptuneSource source, String project, List<RunIdentifier> runs) {
    NavigableSet<AttributeDefinition> found = new TreeSet<>();
    for (List<RunIdentifier> batch : RequestBatches.ofRuns(runs)) {
      addDefinitions(source, project, batch, found);
    }
    return found;
  }

  /** The selected attributes in use in the experiments or runs of a project that are selected. */
  NavigableSet<AttributeDefinition> inUse(
      NeptuneSource source, NeptuneOptions options, String project) {
    if (options.container() == Container.RUN && options.runs().isUnconditional()) {
      return inUseAnywhere(source, project);
    }
    List<RunIdentifier> runs =
        new RunSearch(source, options).findInProject(project).stream().map(FoundRun::id).toList();
    return definitionsOfRuns(source, project, runs);
  }

  /** The selected attributes in use in any run of a project. */
  NavigableSet<AttributeDefinition> inUseAnywhere(NeptuneSource source, String project) {
    NavigableSet<AttributeDefinition> found = new TreeSet<>();
    addDefinitions(source, project, null, found);
    return found;
  }

  /** Chunks of the selected values of a partition's runs. */
  Iterator<ValuesChunk> values(NeptuneSource source, RunsPartition partition) {
    List<ValuesChunk> chunks = new ArrayList<>();
    for (int from = 0; from < partition.size(); from += RUNS_PER_VALUES_REQUEST) {
      int to = Math.min(partition.size(), from + RUNS_PER_VALUES_REQUEST);
      List<RunIdentifier> runs = partition.ids().subList(from, to);
      for (NameFilter filter : names) {
        ValuesQuery query = ValuesQuery.matching(partition.project(), runs, filter, types);
        chunks.add(new ValuesChunk(source, partition, from, to, query));
      }
    }
    return chunks.iterator();
  }

  private void addDefinitions(
      NeptuneSource source,
      String project,
      List<RunIdentifier> runs,
      NavigableSet<AttributeDefinition> found) {
    if (types.isEmpty()) {
      return;
    }
    for (NameFilter filter : names) {
      DefinitionsQuery query = new DefinitionsQuery(List.of(project), runs, filter, types);
      PageIterator.definitions(source, query).forEachRemaining(found::addAll);
    }
  }
}
