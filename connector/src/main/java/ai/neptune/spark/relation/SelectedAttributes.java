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
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

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
    return definitionsOfRuns(source, partition.project(), partition.ids()).stream()
        .filter(definition -> partition.reads(definition.name()))
        .toList();
  }

  /** The selected attributes in use in these runs of a project. */
  NavigableSet<AttributeDefinition> definitionsOfRuns(
      NeptuneSource source, String project, List<RunIdentifier> runs) {
    return definitions(source, project, RequestBatches.ofRuns(runs));
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
    return definitions(source, project, Collections.singletonList(null));
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

  /** The selected attributes of batches of runs, of which several are asked for at once. */
  private NavigableSet<AttributeDefinition> definitions(
      NeptuneSource source, String project, List<List<RunIdentifier>> batches) {
    NavigableSet<AttributeDefinition> found = new TreeSet<>();
    if (types.isEmpty()) {
      return found;
    }
    Iterator<PageIterator<AttributeDefinition>> queries =
        batches.stream()
            .flatMap(
                runs ->
                    names.stream()
                        .map(filter -> new DefinitionsQuery(List.of(project), runs, filter, types)))
            .map(query -> PageIterator.definitions(source, query))
            .iterator();
    try (ReadAhead<List<AttributeDefinition>> pages =
        new ReadAhead<>(queries, PagesReader.CHUNKS_AT_ONCE)) {
      for (var page = pages.next(); page != null; page = pages.next()) {
        found.addAll(page);
      }
    }
    return found;
  }
}
