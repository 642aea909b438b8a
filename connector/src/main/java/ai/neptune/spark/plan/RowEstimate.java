package ai.neptune.spark.plan;

import ai.neptune.client.Container;
import ai.neptune.client.NeptuneSource;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pushdown.NameCondition;
import ai.neptune.spark.pushdown.ReadRequest;
import java.util.List;

/**
 * About how many rows a read has. What is unknown before reading is guessed high: to take a large
 * table for a small one, and send it to every executor, is the worse mistake.
 *
 * @param rows the number of rows
 * @param isCounted whether it is made of a count of rows; else it is a guess
 */
public record RowEstimate(long rows, boolean isCounted) {

  private static final long POINTS_PER_SERIES = 1_000_000;
  private static final long ATTRIBUTES_PER_RUN = 1_000;
  private static final long SERIES_PER_RUN = 100;

  /** A table of experiments or runs. */
  public static RowEstimate ofTable(
      NeptuneSource source, NeptuneOptions options, ReadRequest request) {
    long rows = runs(source, options, request);
    if (options.table().limit() != null) {
      rows = Math.min(rows, options.table().limit());
    }
    if (request.first() != null && !options.isOfAllProjects()) {
      rows = Math.min(rows, (long) request.first().limit() * options.projects().size());
    }
    return new RowEstimate(rows, true);
  }

  /** A relation with a row per attribute of an experiment or run. */
  public static RowEstimate ofAttributes(
      NeptuneSource source, NeptuneOptions options, ReadRequest request) {
    return guess(
        runs(source, options, request), attributes(options, request, ATTRIBUTES_PER_RUN), 1);
  }

  /** A relation with a row per point of a series. */
  public static RowEstimate ofPoints(
      NeptuneSource source, NeptuneOptions options, ReadRequest request) {
    return guess(
        runs(source, options, request),
        attributes(options, request, SERIES_PER_RUN),
        pointsPerSeries(options));
  }

  /** A relation with a row per step of an experiment or run. */
  public static RowEstimate ofSteps(
      NeptuneSource source, NeptuneOptions options, ReadRequest request) {
    return guess(runs(source, options, request), 1, pointsPerSeries(options));
  }

  /** A relation with a row per bucket of a series. */
  public static RowEstimate ofBuckets(
      NeptuneSource source, NeptuneOptions options, ReadRequest request) {
    return guess(
        runs(source, options, request),
        attributes(options, request, SERIES_PER_RUN),
        options.buckets());
  }

  /** A relation with a row per attribute of a project; nothing is asked. */
  public static RowEstimate ofDefinitions(NeptuneOptions options, ReadRequest request) {
    return guess(options.projects().size(), attributes(options, request, ATTRIBUTES_PER_RUN), 1);
  }

  private static long runs(NeptuneSource source, NeptuneOptions options, ReadRequest request) {
    long counted = new RunSearch(source, options, request.conditions()).estimate();
    if (options.isOfAllProjects()) {
      return counted;
    }
    long named = Math.min(namedByOptions(options), namedBy(request.conditions().names()));
    return Math.min(counted, product(named, options.projects().size()));
  }

  /** At most how many experiments or runs a project has, by their names. */
  private static long namedByOptions(NeptuneOptions options) {
    List<String> names =
        options.container() == Container.RUN ? options.runs().runs() : options.runs().experiments();
    return names == null ? Long.MAX_VALUE : names.size();
  }

  private static long namedBy(NameCondition names) {
    return names.prefixes().isEmpty() ? names.names().size() : Long.MAX_VALUE;
  }

  private static long attributes(NeptuneOptions options, ReadRequest request, long unnamed) {
    NameCondition wanted = request.conditions().attributes();
    long asked =
        options.attributes().names() == null ? unnamed : options.attributes().names().size();
    return wanted.prefixes().isEmpty() ? Math.min(asked, wanted.names().size()) : asked;
  }

  private static long pointsPerSeries(NeptuneOptions options) {
    Integer tailLimit = options.series().tailLimit();
    return tailLimit == null ? POINTS_PER_SERIES : Math.min(tailLimit, POINTS_PER_SERIES);
  }

  private static RowEstimate guess(long runs, long perRun, long each) {
    return new RowEstimate(product(product(runs, perRun), each), false);
  }

  private static long product(long a, long b) {
    return a != 0 && b > Long.MAX_VALUE / a ? Long.MAX_VALUE : a * b;
  }
}
