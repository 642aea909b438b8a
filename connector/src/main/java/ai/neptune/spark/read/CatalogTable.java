package ai.neptune.spark.read;

import ai.neptune.spark.columns.FileOrigin;
import ai.neptune.spark.options.CatalogOptions;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.options.RelationName;
import ai.neptune.spark.relation.CatalogRelation;
import ai.neptune.spark.relation.Relations;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/**
 * A relation of a project as the table of a catalog. Spark also loads tables to list them: options
 * are read, and the server is asked for attributes, only when the columns are needed. Equal by
 * value, so that Spark reuses equal reads.
 */
public final class CatalogTable implements SupportsRead {

  private final CatalogOptions catalogOptions;
  private final String project;
  private final RelationName relationName;

  @SuppressWarnings("NullAway.Init") // Set with the relation.
  private NeptuneOptions options;

  private @Nullable CatalogRelation relation;

  /** The relation of this name of a project. */
  public CatalogTable(CatalogOptions catalogOptions, String project, RelationName relationName) {
    this.catalogOptions = catalogOptions;
    this.project = project;
    this.relationName = relationName;
  }

  @Override
  public String name() {
    return "neptune " + relationName.userName() + " of " + project;
  }

  @Override
  @SuppressWarnings("deprecation") // columns() is made of it
  public StructType schema() {
    return SparkCall.listsTables() || SparkCall.asksWhetherTableExists()
        ? new StructType()
        : shown();
  }

  private StructType shown() {
    StructType columns = relation().schema();
    return new FileOrigin(options.container(), options.hasProjectColumn()).mark(columns);
  }

  @Override
  public Set<TableCapability> capabilities() {
    return EnumSet.of(TableCapability.BATCH_READ);
  }

  /** Spark hands in the options of this one read, if it has any. */
  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap readOptions) {
    CatalogRelation shown = relation();
    NeptuneOptions read = catalogOptions.ofRead(options, readOptions.asCaseSensitiveMap());
    shown.warnOfManyColumns(read);
    return new NeptuneScanBuilder(
        read, shown.with(read), required -> shown.requireReadable(read, required));
  }

  private synchronized @Nullable CatalogRelation knownRelation() {
    return relation;
  }

  private synchronized CatalogRelation relation() {
    if (relation == null) {
      options = catalogOptions.ofTable(project, relationName);
      relation = Relations.inCatalog(options);
    }
    return relation;
  }

  /**
   * Two tables with other columns are not equal; columns that are not known yet are not asked for.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof CatalogTable table
        && catalogOptions.equals(table.catalogOptions)
        && project.equals(table.project)
        && relationName == table.relationName
        && Objects.equals(knownRelation(), table.knownRelation());
  }

  @Override
  public int hashCode() {
    return Objects.hash(catalogOptions, project, relationName);
  }
}
