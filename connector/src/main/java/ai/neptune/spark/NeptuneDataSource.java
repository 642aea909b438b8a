package ai.neptune.spark;

import ai.neptune.spark.download.DownloadWrite;
import ai.neptune.spark.download.DownloadsTable;
import ai.neptune.spark.export.ExportWrite;
import ai.neptune.spark.options.DownloadOptions;
import ai.neptune.spark.options.DownloadsOptions;
import ai.neptune.spark.options.ExportWriteOptions;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.options.RelationName;
import ai.neptune.spark.options.SessionDefaults;
import ai.neptune.spark.options.WriteAction;
import ai.neptune.spark.options.WriteErrors;
import ai.neptune.spark.read.NeptuneTable;
import ai.neptune.spark.read.SparkCall;
import ai.neptune.spark.relation.Relations;
import ai.neptune.spark.source.Sources;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.connector.catalog.SessionConfigSupport;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code format("neptune")}: experiments, runs, metrics, series and files of a Neptune server or an
 * archive as tables. The path to load is the relation; options choose a part of it. A DataFrame
 * with files can be appended to a path with a slash or a colon in it: its files are downloaded
 * there.
 */
public final class NeptuneDataSource implements SessionConfigSupport, DataSourceRegister {

  private @Nullable Map<String, String> loaded;

  @SuppressWarnings("NullAway.Init") // Set with what was loaded.
  private Table table;

  private boolean isWritten;

  @Override
  public String shortName() {
    return "neptune";
  }

  /** Session defaults are {@code spark.datasource.neptune.<option>}. */
  @Override
  public String keyPrefix() {
    return "neptune";
  }

  /**
   * Spark asks this first when it writes, or has a schema for what it reads, but never when it
   * simply loads: then a path that is not a relation is a mistake rather than a destination.
   */
  @Override
  public boolean supportsExternalMetadata() {
    isWritten = true;
    return false;
  }

  /** Asks the server for the attributes in use where they are the columns; else nothing. */
  @Override
  @SuppressWarnings("deprecation") // columns() is made of schema()
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    Map<String, String> properties = options.asCaseSensitiveMap();
    Optional<String> destination = DownloadOptions.destinationIn(properties);
    if (!isWritten && destination.isPresent()) {
      throw RelationName.unknown(destination.get());
    }
    return table(properties).schema();
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    Table known = table(properties);
    return known instanceof NeptuneTable ofProject ? ofProject.beforeAnalysis() : known;
  }

  /**
   * The table that options mean. Spark asks for the schema, then for the table: what the first has
   * learned serves the second.
   */
  private synchronized Table table(Map<String, String> properties) {
    if (!properties.equals(loaded)) {
      table =
          load(
              SparkCall.loadsStoredTable()
                  ? SessionDefaults.addedTo(properties)
                  : SessionDefaults.inPlaceOfNull(properties));
      loaded = new HashMap<>(properties);
    }
    return table;
  }

  private Table load(Map<String, String> properties) {
    if (isWritten && SparkCall.writesStream()) {
      throw WriteErrors.streaming();
    }
    Optional<String> destination = DownloadOptions.destinationIn(properties);
    if (destination.isPresent()) {
      return WriteAction.in(properties) == WriteAction.EXPORT
          ? ExportWrite.table(ExportWriteOptions.read(destination.get(), properties))
          : DownloadWrite.table(DownloadOptions.read(destination.get(), properties));
    }
    if (isWritten && SparkCall.writes()) {
      throw WriteErrors.noDestination(properties);
    }
    if (!RelationName.in(properties).isOfProject()) {
      return DownloadsTable.of(DownloadsOptions.read(properties));
    }
    NeptuneOptions options = Sources.resolved(NeptuneOptions.read(properties, System.getenv()));
    return new NeptuneTable(options, Relations.of(options));
  }
}
