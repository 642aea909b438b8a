package ai.neptune.spark.plan;

import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.Sorting;
import ai.neptune.client.query.Nql;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.errors.UnexpectedResponseException;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.options.RelationName;
import ai.neptune.spark.options.TableOptions;
import ai.neptune.spark.pushdown.Conditions;
import ai.neptune.spark.pushdown.FirstRows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the experiments or runs that options select, on the driver. */
public final class RunSearch {

  private static final Logger LOG = LoggerFactory.getLogger(RunSearch.class);
  private static final @Nullable String ALL_PROJECTS = null;

  /** What a server is taken to have that does not count its runs. */
  private static final long MANY_RUNS = 1_000_000;

  private final NeptuneSource source;
  private final NeptuneOptions options;
  private final RunFacts facts;
  private final Conditions conditions;
  private final RunPages pages;

  /** A search for all that the options select, which learns who they are, not how big. */
  public RunSearch(NeptuneSource source, NeptuneOptions options) {
    this(source, options, Conditions.NONE);
  }

  /** A search, as above, for those that satisfy further conditions too. */
  public RunSearch(NeptuneSource source, NeptuneOptions options, Conditions conditions) {
    this(source, options, conditions, RunFacts.names(options));
  }

  /** A search for those that the options select and that satisfy further conditions. */
  public RunSearch(
      NeptuneSource source, NeptuneOptions options, Conditions conditions, RunFacts facts) {
    this.source = source;
    this.options = options;
    this.conditions = conditions;
    this.facts = facts;
    this.pages = new RunPages(source, options.container(), conditions, facts);
  }

  /** All that match, oldest first. */
  public List<FoundRun> find() {
    List<FoundRun> found = new ArrayList<>();
    for (String project : projects()) {
      found.addAll(findInProject(project));
    }
    MissingNames.warn(options, conditions, found);
    return found;
  }

  /**
   * Those that match, in the order and at most as many as the table's options say.
   *
   * @param first how many of each project are needed, or null for all
   */
  public List<FoundRun> findSorted(TableOptions table, @Nullable FirstRows first) {
    TableOptions asked = first == null ? table : Sortings.of(first, table);
    if (asked.sortBy() == null && asked.limit() == null) {
      List<FoundRun> found = find();
      if (asked.descending()) {
        Collections.reverse(found);
      }
      return found;
    }
    List<FoundRun> found = new ArrayList<>();
    List<String> projects = projects();
    // All runs are given last project first, newest first: so are the first of them.
    for (int i = projects.size() - 1; i >= 0; i--) {
      found.addAll(findSortedInProject(projects.get(i), asked));
    }
    if (asked.limit() == null) {
      MissingNames.warn(options, conditions, found);
    }
    return found;
  }

  private List<FoundRun> findSortedInProject(@Nullable String project, TableOptions table) {
    Sorting sorting = Sortings.of(source, project, table);
    try {
      return ask(project, (search, queries) -> search.sorted(project, queries, sorting, table));
    } catch (UnexpectedResponseException e) {
      throw Sortings.refused(table, sorting, e);
    }
  }

  /**
   * Requires that the server takes the order that the options ask for.
   *
   * @throws InvalidOptionException if it does not
   */
  public void requireOrder() {
    if (options.table().sortBy() != null) {
      projects().forEach(project -> Sortings.requireAccepted(source, project, options));
    }
  }

  private List<FoundRun> sorted(
      @Nullable String project, RunConditions queries, Sorting sorting, TableOptions table) {
    if (queries.isOneQuery()) {
      return pages.find(
          project, queries.groups().get(0).get(0), sorting, table.limit(), id -> true);
    }
    // Only the server can sort: the names that are too many for one search are checked here.
    Set<RunIdentifier> matching = ids(findInProject(project));
    return matching.isEmpty()
        ? List.of()
        : pages.find(project, queries.withoutNames(), sorting, table.limit(), matching::contains);
  }

  /**
   * How many match. One request for each project, unless very many names are asked for; a count of
   * 0 is checked, because some servers do not count.
   */
  public long count() {
    return projects().stream().mapToLong(this::countInProject).sum();
  }

  /** About how many match; one request for each project, and another where none is counted. */
  long estimate() {
    return projects().stream().mapToLong(this::estimateInProject).sum();
  }

  /**
   * Whether a selected run of a project satisfies a further condition too.
   *
   * @throws UnexpectedResponseException if the server does not understand the condition
   */
  boolean findsAny(@Nullable String project, Nql condition) {
    Conditions further = conditions.and(Conditions.ofRuns(List.of(condition)));
    RunConditions queries = RunConditions.of(source, project, options, further);
    // With several groups a run must be found by each: nothing is said of it then.
    if (conditions.areContradictory() || queries.groups().size() > 1) {
      return false;
    }
    return queries.groups().get(0).stream().anyMatch(query -> !matching().isEmpty(project, query));
  }

  private MatchingEntries matching() {
    return new MatchingEntries(source, options.container());
  }

  private long countInProject(@Nullable String project) {
    return ask(
        project,
        (search, queries) -> {
          OptionalLong counted =
              queries.isOneQuery()
                  ? search.matching().count(project, queries.groups().get(0).get(0))
                  : OptionalLong.empty();
          return counted.orElseGet(() -> search.findAll(project, queries).size());
        });
  }

  private long estimateInProject(@Nullable String project) {
    return ask(
        project,
        (search, queries) -> {
          if (queries.isEmpty()) {
            return 0L;
          }
          String query =
              queries.isOneQuery() ? queries.groups().get(0).get(0) : queries.withoutNames();
          return search.matching().count(project, query).orElse(MANY_RUNS);
        });
  }

  /** All of one project, or of all when it is null, that match, oldest first. */
  List<FoundRun> findInProject(@Nullable String project) {
    return ask(project, (search, queries) -> search.findAll(project, queries));
  }

  private List<FoundRun> findAll(@Nullable String project, RunConditions queries) {
    List<List<String>> groups = queries.groups();
    List<FoundRun> found = findAny(project, groups.get(0));
    for (List<String> others : groups.subList(1, groups.size())) {
      Set<RunIdentifier> alsoFound = ids(findAny(project, others));
      found.removeIf(run -> !alsoFound.contains(run.id()));
    }
    return found;
  }

  private List<FoundRun> findAny(@Nullable String project, List<String> queries) {
    List<FoundRun> found = new ArrayList<>();
    Set<RunIdentifier> foundBefore = new HashSet<>();
    Predicate<RunIdentifier> wanted = queries.size() > 1 ? foundBefore::add : id -> true;
    for (String query : queries) {
      found.addAll(pages.find(project, query, Sorting.BY_CREATION_TIME, null, wanted));
    }
    return found;
  }

  /** The projects to search; one that is null stands for all. */
  private List<String> projects() {
    if (conditions.areContradictory()) {
      return List.of();
    }
    return options.isOfAllProjects()
        ? Collections.singletonList(ALL_PROJECTS)
        : options.projects().stream().filter(conditions.projects()::matches).toList();
  }

  private boolean isSorted() {
    return options.relation() == RelationName.EXPERIMENTS
        || options.relation() == RelationName.RUNS;
  }

  private static Set<RunIdentifier> ids(List<FoundRun> runs) {
    return runs.stream().map(FoundRun::id).collect(Collectors.toSet());
  }

  /**
   * Asks something of a project. What Spark pushed down only narrows the search, and Spark or this
   * class checks it again: a server that does not understand it is asked without it.
   *
   * @throws InvalidOptionException if the server does not understand the user's query
   */
  private <T> T ask(@Nullable String project, BiFunction<RunSearch, RunConditions, T> question) {
    RunConditions queries = RunConditions.of(source, project, options, conditions);
    try {
      return question.apply(this, queries);
    } catch (UnexpectedResponseException e) {
      if (!e.isBadRequest()) {
        throw e;
      }
      if (!conditions.runs().isEmpty()) {
        LOG.warn(
            "The search in {} is repeated without the conditions of the query's WHERE, which the server did not accept: {}",
            project == null ? "all projects" : project,
            e.getMessage());
        return new RunSearch(source, options, conditions.withoutRuns(), facts)
            .ask(project, question);
      }
      if (RefusedPatterns.areIn(options.runs())) {
        throw RefusedPatterns.in(options.runs(), e);
      }
      if (options.runs().query() != null) {
        throw new InvalidOptionException(
            "Invalid value '%s' for option 'query': the server does not accept it as NQL: %s"
                .formatted(options.runs().query(), e.getMessage()),
            e);
      }
      if (isSorted() && options.table().sortBy() != null) {
        throw new InvalidOptionException(
            "Invalid value '%s' for option 'sortBy': the server does not accept it: %s"
                .formatted(options.table().sortBy(), e.getMessage()),
            e);
      }
      throw e;
    }
  }
}
