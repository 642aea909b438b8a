package ai.neptune.spark.read;

import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.RunIdentifier;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.plan.PartitionOfRuns;
import ai.neptune.spark.plan.ReadPlan;
import ai.neptune.spark.pushdown.Conditions;
import ai.neptune.spark.pushdown.PushableColumn;
import ai.neptune.spark.pushdown.PushedPredicates;
import ai.neptune.spark.pushdown.ReadRequest;
import ai.neptune.spark.relation.Relation;
import ai.neptune.spark.source.Sources;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.connector.read.SupportsRuntimeV2Filtering;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A read of some columns and rows of a relation. Equal by value. What it asks the server for, on
 * the driver, it asks for when it is first needed, and once.
 */
final class NeptuneScan
    implements Scan, Batch, SupportsRuntimeV2Filtering, SupportsReportStatistics {

  private final NeptuneOptions options;
  private final Relation relation;
  private final ReadRequest request;
  private final boolean pushesDown;
  private final RequestMetrics driverMetrics = new RequestMetrics();
  private Conditions atRunTime = Conditions.NONE;
  private @Nullable ReadPlan plan;
  private InputPartition @Nullable [] partitions;
  private @Nullable Statistics statistics;

  NeptuneScan(NeptuneOptions options, Relation relation, ReadRequest request) {
    this.options = options;
    this.relation = relation;
    this.request = request;
    this.pushesDown = PushDownSwitch.isOn();
  }

  @Override
  public StructType readSchema() {
    return request.columns();
  }

  @Override
  public String description() {
    return ReadDescription.of(options, request);
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  /** Spark would plan the partitions to find out; they are all of one kind. */
  @Override
  public ColumnarSupportMode columnarSupportMode() {
    return relation.isColumnar() ? ColumnarSupportMode.SUPPORTED : ColumnarSupportMode.UNSUPPORTED;
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return ReadMetrics.supported();
  }

  /** What the driver's own requests cost; Spark adds them to those of the tasks. */
  @Override
  public CustomTaskMetric[] reportDriverMetrics() {
    return ReadMetrics.of(driverMetrics);
  }

  @Override
  public synchronized Statistics estimateStatistics() {
    if (statistics == null) {
      statistics = EstimatedStatistics.of(relation.estimate(source(), request), request);
    }
    return statistics;
  }

  /** Names columns that are read, as Spark demands; what it learns of them makes fewer requests. */
  @Override
  public NamedReference[] filterAttributes() {
    Map<String, PushableColumn> filterable = filterable();
    return Arrays.stream(request.columns().fieldNames())
        .filter(filterable::containsKey)
        .map(Expressions::column)
        .toArray(NamedReference[]::new);
  }

  @Override
  public synchronized void filter(Predicate[] predicates) {
    atRunTime = atRunTime.and(PushedPredicates.onNames(predicates, filterable()));
    partitions = null;
  }

  @Override
  public synchronized InputPartition[] planInputPartitions() {
    if (conditions().areContradictory()) {
      return new InputPartition[0];
    }
    if (plan == null) {
      plan = relation.plan(source(), request, parallelism());
    }
    if (partitions == null) {
      partitions = plan.partitions(atRunTime.names()).toArray(InputPartition[]::new);
      checkArchive(partitions);
    }
    return partitions.clone();
  }

  @Override
  public synchronized PartitionReaderFactory createReaderFactory() {
    return new RelationReaderFactory(
        Sources.forTasks(options), relation, request.with(conditions().ofReaders()));
  }

  /** What is known by now of the rows that are needed. */
  private Conditions conditions() {
    return request.conditions().and(atRunTime);
  }

  /** The columns that name experiments, runs or attributes. */
  private Map<String, PushableColumn> filterable() {
    Map<String, PushableColumn> filterable = new HashMap<>();
    if (pushesDown) {
      relation
          .pushable()
          .forEach(
              (name, column) -> {
                if (column.content() == PushableColumn.Content.NAME
                    || column.content() == PushableColumn.Content.ATTRIBUTE) {
                  filterable.put(name, column);
                }
              });
    }
    return filterable;
  }

  private NeptuneSource source() {
    return Sources.onDriver(options, driverMetrics);
  }

  /** An archive may lack runs that others inherit from, and the zone of its times. */
  private void checkArchive(InputPartition[] planned) {
    List<RunIdentifier> runs =
        Arrays.stream(planned)
            .filter(PartitionOfRuns.class::isInstance)
            .flatMap(partition -> ((PartitionOfRuns) partition).runs().ids().stream())
            .toList();
    if (relation.inheritsPoints(request)) {
      Sources.requireParents(options, runs);
    }
    if (relation.readsTimesOfPoints(request)) {
      Sources.warnOfLocalTimes(options, runs);
    }
  }

  private static int parallelism() {
    return SparkSession.active().sparkContext().defaultParallelism();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NeptuneScan scan
        && options.equals(scan.options)
        && relation.equals(scan.relation)
        && request.equals(scan.request);
  }

  @Override
  public int hashCode() {
    return Objects.hash(options, relation, request);
  }
}
