package ai.neptune.spark;

import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.read.NeptuneTable;
import ai.neptune.spark.relation.Relations;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.SessionConfigSupport;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * {@code format("neptune")}: experiments, runs, metrics, series and files of a Neptune server as
 * tables. The relation is the path to load, the options say which part of it.
 */
public final class NeptuneDataSource implements SessionConfigSupport, DataSourceRegister {

  private NeptuneTable table;

  @Override
  public String shortName() {
    return "neptune";
  }

  /** Session defaults are {@code spark.datasource.neptune.<option>}. */
  @Override
  public String keyPrefix() {
    return "neptune";
  }

  /** Asks the server for the attributes in use where they are the columns. */
  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return table(options.asCaseSensitiveMap()).relation().schema();
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    return table(properties);
  }

  /**
   * Spark asks for the schema, then for the table: what the first has learned serves the second.
   */
  private synchronized NeptuneTable table(Map<String, String> properties) {
    NeptuneOptions options = NeptuneOptions.read(properties, System.getenv());
    if (table == null || !table.options().equals(options)) {
      table = new NeptuneTable(options, Relations.of(options));
    }
    return table;
  }
}
