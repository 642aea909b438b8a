package ai.neptune.spark.read;

import ai.neptune.spark.columns.FileOrigin;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.relation.Relation;
import ai.neptune.spark.relation.Relations;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** A relation as Spark sees it. Equal by value, so that Spark reuses equal reads. */
public final class NeptuneTable implements SupportsRead {

  private final NeptuneOptions options;
  private final Relation relation;
  private boolean isAnalysed;

  /** The table of a relation with these options. */
  public NeptuneTable(NeptuneOptions options, Relation relation) {
    this.options = options;
    this.relation = relation;
  }

  /** The same table, before Spark has asked for its columns. */
  public NeptuneTable beforeAnalysis() {
    return new NeptuneTable(options, relation);
  }

  @Override
  public String name() {
    return "neptune " + options.relation().userName() + " of " + options.projectsText();
  }

  @Override
  @SuppressWarnings("deprecation") // columns() would name Scala-free types too, but wraps this
  public StructType schema() {
    isAnalysed = true;
    return new FileOrigin(options.container(), options.hasProjectColumn()).mark(relation.schema());
  }

  /**
   * Spark asks once to find out whether it can read the table, and again, when it has the columns,
   * to check a query. Only then is the query's own session active in every version, which says
   * whether names that differ by case alone are two columns.
   */
  @Override
  public Set<TableCapability> capabilities() {
    if (isAnalysed) {
      Relations.requireDistinctColumns(relation.schema());
    }
    return EnumSet.of(TableCapability.BATCH_READ);
  }

  /** Spark hands in the options again that the table was made of; they are not read twice. */
  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap readOptions) {
    return new NeptuneScanBuilder(options, relation, Relations::requireDistinctColumns);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NeptuneTable table
        && options.equals(table.options)
        && relation.equals(table.relation);
  }

  @Override
  public int hashCode() {
    return Objects.hash(options, relation);
  }
}
