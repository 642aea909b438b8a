package ai.neptune.spark.read;

import ai.neptune.spark.columns.FileOrigin;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.relation.Relation;
import java.util.EnumSet;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** A relation as Spark sees it. Equal by value, so that Spark reuses equal reads. */
public record NeptuneTable(NeptuneOptions options, Relation relation) implements SupportsRead {

  @Override
  public String name() {
    return "neptune " + options.relation().userName() + " of " + options.projectsText();
  }

  @Override
  @SuppressWarnings("deprecation") // columns() would name Scala-free types too, but wraps this
  public StructType schema() {
    return new FileOrigin(options.container(), options.hasProjectColumn()).mark(relation.schema());
  }

  @Override
  public Set<TableCapability> capabilities() {
    return EnumSet.of(TableCapability.BATCH_READ);
  }

  /** Spark hands in the options again that the table was made of; they are not read twice. */
  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap readOptions) {
    return new NeptuneScanBuilder(options, relation);
  }
}
