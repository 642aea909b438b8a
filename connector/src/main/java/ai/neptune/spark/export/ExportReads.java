package ai.neptune.spark.export;

import ai.neptune.client.AttributeType;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.StoredPoints;
import ai.neptune.spark.options.AttributeOptions;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.options.RelationName;
import ai.neptune.spark.pushdown.ReadRequest;
import ai.neptune.spark.read.TaskBoundSource;
import ai.neptune.spark.relation.Relation;
import ai.neptune.spark.relation.Relations;
import ai.neptune.spark.source.TaskSource;
import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What tasks read of runs: relations, and columns of them. */
record ExportReads(
    TaskSource source, Relation values, Relation metrics, Relation series, Relation files)
    implements Serializable {

  private static final Set<AttributeType> PARAMETERS =
      EnumSet.of(
          AttributeType.FLOAT,
          AttributeType.INT,
          AttributeType.STRING,
          AttributeType.BOOL,
          AttributeType.DATETIME,
          AttributeType.STRING_SET);
  private static final Set<AttributeType> OTHER_SERIES =
      EnumSet.of(AttributeType.STRING_SERIES, AttributeType.HISTOGRAM_SERIES);

  static ExportReads of(NeptuneOptions options, TaskSource source) {
    return new ExportReads(
        source,
        relation(options, RelationName.ATTRIBUTE_VALUES, PARAMETERS),
        relation(options, RelationName.METRICS, Set.of()),
        relation(options, RelationName.SERIES, OTHER_SERIES),
        relation(options, RelationName.FILES, Set.of()));
  }

  /** A source for one task, which ends with it. */
  NeptuneSource connect(RequestMetrics metrics) {
    NeptuneSource connected = source.connect(metrics);
    return connected instanceof StoredPoints ? connected : new TaskBoundSource(connected);
  }

  /** All rows of a relation, with some of its columns. */
  static ReadRequest columns(Relation relation, String... names) {
    StructType schema = relation.schema();
    return ReadRequest.of(
        new StructType(
            Arrays.stream(names)
                .map(name -> schema.fields()[schema.fieldIndex(name)])
                .toArray(StructField[]::new)));
  }

  private static Relation relation(
      NeptuneOptions options, RelationName relation, Set<AttributeType> types) {
    return Relations.of(
        new NeptuneOptions(
            relation,
            options.connection(),
            options.projects(),
            options.container(),
            options.runs(),
            new AttributeOptions(null, null, types),
            options.series(),
            options.table(),
            options.buckets(),
            options.targetPointsPerPartition()));
  }
}
