package ai.neptune.spark.plan;

import ai.neptune.client.AttributeType;
import ai.neptune.client.Container;
import ai.neptune.client.Entry;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.SystemAttributes;
import ai.neptune.errors.UnexpectedResponseException;
import ai.neptune.spark.options.NeptuneOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a search learns of each run that it finds: who it is and, for relations of points, how much
 * there is to read. Nothing more is asked for, because a search may find a million runs.
 */
final class RunFacts {

  private static final String SYS_ID = SystemAttributes.ID;
  private static final String EXPERIMENT = SystemAttributes.EXPERIMENT_NAME;
  private static final String POINTS = SystemAttributes.SERIES_POINTS;
  private static final String FORKING_DEPTH = SystemAttributes.FORKING_DEPTH;
  private static final Map<AttributeType, String> SERIES_COUNTS =
      Map.of(
          AttributeType.FLOAT_SERIES, SystemAttributes.FLOAT_SERIES_COUNT,
          AttributeType.STRING_SERIES, SystemAttributes.STRING_SERIES_COUNT,
          AttributeType.HISTOGRAM_SERIES, SystemAttributes.HISTOGRAM_SERIES_COUNT,
          AttributeType.FILE_SERIES, SystemAttributes.FILE_SERIES_COUNT);

  private static final String FLOAT_SERIES_COUNT = SystemAttributes.FLOAT_SERIES_COUNT;

  private final Container container;
  private final boolean experiments;
  private final boolean sizes;
  private final List<String> seriesCounts;

  private RunFacts(
      Container container, boolean experiments, boolean sizes, List<String> seriesCounts) {
    this.container = container;
    this.experiments = experiments;
    this.sizes = sizes;
    this.seriesCounts = seriesCounts;
  }

  /** Who runs are; nothing is known of their sizes. */
  static RunFacts names(NeptuneOptions options) {
    return new RunFacts(options.container(), areOfExperiments(options), false, List.of());
  }

  /** Who runs are, and how big they are as far as series of these types are concerned. */
  static RunFacts sizes(NeptuneOptions options, Set<AttributeType> seriesTypes) {
    return new RunFacts(
        options.container(),
        areOfExperiments(options),
        true,
        seriesTypes.stream().map(SERIES_COUNTS::get).sorted().toList());
  }

  /** The attributes that each entry must carry. */
  List<String> projection() {
    List<String> projection = new ArrayList<>(List.of(SYS_ID, container.nameAttribute()));
    if (experiments) {
      projection.add(EXPERIMENT);
    }
    if (sizes) {
      projection.add(POINTS);
      projection.add(FORKING_DEPTH);
      projection.addAll(seriesCounts);
      if (hasOthersPoints()) {
        projection.add(FLOAT_SERIES_COUNT);
      }
    }
    return projection;
  }

  /** The run that an entry is. */
  FoundRun of(Entry entry) {
    String sysId = entry.string(SYS_ID).orElseThrow(() -> noSysId(entry.project()));
    return new FoundRun(
        new RunIdentifier(entry.project(), sysId),
        entry.string(container.nameAttribute()).orElse(sysId),
        experiments ? entry.string(EXPERIMENT).orElse(null) : null,
        points(entry),
        seriesCount(entry),
        entry.integer(FORKING_DEPTH).orElse(0L) > 0);
  }

  /** Whether runs are selected by the names of their experiments. */
  private static boolean areOfExperiments(NeptuneOptions options) {
    return options.container() == Container.RUN && options.runs().experiments() != null;
  }

  /** Whether the count includes points of float series, usually most of them, that are not read. */
  private boolean hasOthersPoints() {
    return !seriesCounts.isEmpty() && !seriesCounts.contains(FLOAT_SERIES_COUNT);
  }

  /** A server counts the points of all series together: float series are taken to be as long. */
  private long points(Entry entry) {
    long points = entry.integer(POINTS).orElse(FoundRun.UNKNOWN);
    long floats = hasOthersPoints() ? entry.integer(FLOAT_SERIES_COUNT).orElse(0L) : 0;
    long meant = seriesCount(entry);
    return floats == 0 || points == FoundRun.UNKNOWN
        ? points
        : (long) (points * ((double) meant / (meant + floats)));
  }

  /** A server that does not count is taken to have any number of them. */
  private int seriesCount(Entry entry) {
    if (seriesCounts.stream().allMatch(count -> entry.integer(count).isEmpty())) {
      return Integer.MAX_VALUE;
    }
    long series = seriesCounts.stream().mapToLong(c -> entry.integer(c).orElse(0L)).sum();
    return (int) Math.min(series, Integer.MAX_VALUE);
  }

  private static UnexpectedResponseException noSysId(String project) {
    return new UnexpectedResponseException(
        "A search in project '"
            + project
            + "' gave a run without its attribute sys/id, by which runs are read. Report this to"
            + " the server's operator.");
  }
}
