package ai.neptune.spark.read;

import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.relation.Relation;
import java.util.Arrays;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Learns what of a relation a query needs. */
final class NeptuneScanBuilder implements SupportsPushDownRequiredColumns {

  private final NeptuneOptions options;
  private final Relation relation;
  private StructType required;

  NeptuneScanBuilder(NeptuneOptions options, Relation relation) {
    this.options = options;
    this.relation = relation;
    this.required = relation.schema();
  }

  /** Takes whole columns: a struct of which Spark needs only some fields is given with all. */
  @Override
  public void pruneColumns(StructType requiredSchema) {
    StructType all = relation.schema();
    required =
        new StructType(
            Arrays.stream(requiredSchema.fieldNames())
                .map(name -> all.apply(all.fieldIndex(name)))
                .toArray(StructField[]::new));
  }

  @Override
  public Scan build() {
    return new NeptuneScan(options, relation, required);
  }
}
