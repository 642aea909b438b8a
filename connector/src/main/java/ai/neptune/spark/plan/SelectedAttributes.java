package ai.neptune.spark.plan;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.Container;
import ai.neptune.client.DefinitionsQuery;
import ai.neptune.client.NameFilter;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.PageIterator;
import ai.neptune.client.RequestBatches;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.StoredPoints;
import ai.neptune.client.ValuesQuery;
import ai.neptune.client.query.AttributeTypeInference;
import ai.neptune.spark.options.AttributeOptions;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pages.LearnedSize;
import ai.neptune.spark.pages.ReadAhead;
import ai.neptune.spark.pushdown.Conditions;
import ai.neptune.spark.pushdown.NameCondition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The attributes that options select among those that a relation is of. */
public final class SelectedAttributes {

  private static final int RUNS_PER_VALUES_REQUEST = 500;

  /** An attribute definition without the characters of its name. */
  private static final long BYTES_PER_DEFINITION = 80;

  private final List<NameFilter> names;
  private final Set<AttributeType> types;
  private final NameCondition wanted;

  private SelectedAttributes(
      List<NameFilter> names, Set<AttributeType> types, NameCondition wanted) {
    this.names = names;
    this.types = types;
    this.wanted = wanted;
  }

  /**
   * What the options select.
   *
   * @param relationTypes the types of attributes that the relation is of
   */
  public static SelectedAttributes of(AttributeOptions options, Set<AttributeType> relationTypes) {
    return of(options, relationTypes, Conditions.NONE);
  }

  /** What the options select and further conditions let through, both exactly. */
  public static SelectedAttributes of(
      AttributeOptions options, Set<AttributeType> relationTypes, Conditions conditions) {
    Set<AttributeType> types = EnumSet.copyOf(relationTypes);
    if (!options.types().isEmpty()) {
      types.retainAll(options.types());
    }
    types.removeIf(type -> !conditions.types().matches(type.userName()));
    NameCondition wanted = conditions.attributes();
    return new SelectedAttributes(NameFilters.of(options, wanted), types, wanted);
  }

  /** Whether no attribute can be selected, because no type or no name is wanted. */
  public boolean isEmpty() {
    return types.isEmpty() || names.isEmpty();
  }

  public boolean wants(AttributeType type) {
    return types.contains(type);
  }

  /** Whether an attribute's name is wanted, beside what the options say. */
  public boolean wants(String name) {
    return wanted.matches(name);
  }

  /** One filter that lets the selected names through. */
  public NameFilter name() {
    return new NameFilter(
        names.stream().flatMap(filter -> filter.alternatives().stream()).toList());
  }

  /** Which of the names that {@link #name} lets through are wanted; null for all. */
  public @Nullable Predicate<String> further() {
    return wanted.isAll() ? null : wanted::matches;
  }

  /** Filters that let the selected names through, each small enough for a request. */
  public List<NameFilter> names() {
    return names;
  }

  /**
   * The selected attributes in use in the runs of a partition that this partition reads, sorted.
   */
  public List<AttributeDefinition> definitions(NeptuneSource source, RunsPartition partition) {
    return definitionsOfRuns(source, partition.project(), partition.ids()).stream()
        .filter(definition -> partition.reads(definition.name()))
        .toList();
  }

  /** The selected attributes in use in these runs of a project. */
  public NavigableSet<AttributeDefinition> definitionsOfRuns(
      NeptuneSource source, String project, List<RunIdentifier> runs) {
    return definitions(source, project, RequestBatches.ofRuns(runs));
  }

  /** The selected attributes in use in the experiments or runs of a project that are selected. */
  public NavigableSet<AttributeDefinition> inUse(
      NeptuneSource source, NeptuneOptions options, String project) {
    return withUnlisted(
        source, options, project, attributes -> attributes.listed(source, options, project));
  }

  /** The selected attributes in use in some of the selected experiments or runs of a project. */
  public NavigableSet<AttributeDefinition> inUse(
      NeptuneSource source, NeptuneOptions options, String project, List<RunIdentifier> runs) {
    return withUnlisted(
        source,
        options,
        project,
        attributes -> attributes.definitionsOfRuns(source, project, runs));
  }

  /** A server may list only the one of two types that is not wanted: both are asked for. */
  private NavigableSet<AttributeDefinition> withUnlisted(
      NeptuneSource source,
      NeptuneOptions options,
      String project,
      Function<SelectedAttributes, NavigableSet<AttributeDefinition>> listing) {
    // What is stored is listed whole.
    if (source instanceof StoredPoints) {
      return listing.apply(this);
    }
    Set<AttributeType> listedTypes = EnumSet.noneOf(AttributeType.class);
    for (AttributeType type : types) {
      listedTypes.add(type);
      AttributeTypeInference.hiddenBehind(type).ifPresent(listedTypes::add);
    }
    NavigableSet<AttributeDefinition> inUse =
        listing.apply(new SelectedAttributes(names, listedTypes, wanted));
    inUse.addAll(OtherTypes.unlisted(source, options, project, inUse, this::wants));
    inUse.removeIf(definition -> !wants(definition.type()));
    return inUse;
  }

  private NavigableSet<AttributeDefinition> listed(
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
  public Iterator<ValuesChunk> values(NeptuneSource source, RunsPartition partition) {
    List<ValuesChunk> chunks = new ArrayList<>();
    if (isEmpty()) {
      return chunks.iterator();
    }
    LearnedSize valueSize = new LearnedSize(ValueBytes.guess(types));
    for (int from = 0; from < partition.size(); from += RUNS_PER_VALUES_REQUEST) {
      int to = Math.min(partition.size(), from + RUNS_PER_VALUES_REQUEST);
      List<RunIdentifier> runs = partition.ids().subList(from, to);
      for (NameFilter filter : names) {
        ValuesQuery query = ValuesQuery.matching(partition.project(), runs, filter, types);
        chunks.add(new ValuesChunk(source, partition, from, to, query, this::wants, valueSize));
      }
    }
    return chunks.iterator();
  }

  /** The selected attributes of batches of runs; several batches are requested at once. */
  private NavigableSet<AttributeDefinition> definitions(
      NeptuneSource source, String project, List<List<RunIdentifier>> batches) {
    NavigableSet<AttributeDefinition> found = new TreeSet<>();
    if (isEmpty()) {
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
        new ReadAhead<>(queries, source.requestsAtOnce(), SelectedAttributes::bytes)) {
      for (var page = pages.next(); page != null; page = pages.next()) {
        page.stream().filter(definition -> wants(definition.name())).forEach(found::add);
      }
    }
    return found;
  }

  private static long bytes(List<AttributeDefinition> page) {
    long bytes = 0;
    for (AttributeDefinition definition : page) {
      bytes += BYTES_PER_DEFINITION + definition.name().length();
    }
    return bytes;
  }
}
