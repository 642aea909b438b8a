package ai.neptune.spark.relation;

import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RequestMetrics;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.options.RelationName;
import ai.neptune.spark.source.Sources;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Finds the relation that options name. */
public final class Relations {

  private static final String CASE_SENSITIVE = "spark.sql.caseSensitive";

  private Relations() {}

  /**
   * The relation that the options name. Where attributes are columns, the server is asked for those
   * in use.
   */
  public static Relation of(NeptuneOptions options) {
    return switch (options.relation()) {
      case EXPERIMENTS, RUNS -> ExperimentsRelation.of(source(options), options, isCaseSensitive());
      case METRICS ->
          options.series().wideLayout()
              ? WideMetricsRelation.of(source(options), options, isCaseSensitive())
              : new MetricsRelation(options);
      case SERIES -> new SeriesRelation(options);
      case FILES -> new FilesRelation(options);
      case ATTRIBUTE_VALUES -> new ValuesRelation(options, ValuesRelation.Kind.SINGLE_VALUES);
      case METRIC_SUMMARIES ->
          new ValuesRelation(options, ValuesRelation.Kind.FLOAT_SERIES_SUMMARIES);
      case METRIC_BUCKETS -> new BucketsRelation(options);
      case DOWNLOADS ->
          throw new IllegalArgumentException("Downloads are of a destination, not of a project.");
      case ATTRIBUTES -> new AttributesRelation(options);
      case ARCHIVE_CHECK -> new ArchiveCheckRelation(options);
    };
  }

  /** The relation that the options name, as the table of a catalog. */
  public static CatalogRelation inCatalog(NeptuneOptions options) {
    return isOfAttributeColumns(options)
        ? CatalogRelation.ofAttributeColumns(source(options), options, isCaseSensitive())
        : CatalogRelation.of(of(options));
  }

  /** The same columns, with rows that other options choose. */
  static Relation with(NeptuneOptions options, Relation relation) {
    if (relation instanceof ExperimentsRelation experiments) {
      return new ExperimentsRelation(options, experiments.columns());
    }
    return relation instanceof WideMetricsRelation metrics
        ? new WideMetricsRelation(options, metrics.columns())
        : of(options);
  }

  /**
   * Refuses columns that Spark cannot tell apart in the active session.
   *
   * @throws InvalidOptionException if two of them differ by case alone, which Spark ignores
   */
  public static void requireDistinctColumns(StructType schema) {
    DistinctNames.require(List.of(schema.fieldNames()), isCaseSensitive());
  }

  static boolean isCaseSensitive() {
    return Boolean.parseBoolean(SparkSession.active().conf().get(CASE_SENSITIVE, "false"));
  }

  private static boolean isOfAttributeColumns(NeptuneOptions options) {
    return options.relation() == RelationName.EXPERIMENTS
        || options.relation() == RelationName.RUNS;
  }

  private static NeptuneSource source(NeptuneOptions options) {
    return Sources.onDriver(options, new RequestMetrics());
  }
}
