package ai.neptune.spark.read;

import java.util.Set;

/**
 * What Spark has been called for when it asks the connector for a table, as the stack shows:
 * nothing that Spark hands over says so. It serves better errors and fewer requests; a Spark whose
 * classes have other names only goes without these.
 */
public final class SparkCall {

  private static final Set<String> CATALOG =
      Set.of("org.apache.spark.sql.internal.CatalogImpl", "org.apache.spark.sql.classic.Catalog");

  private static final Set<String> WRITER =
      Set.of(
          "org.apache.spark.sql.DataFrameWriter", "org.apache.spark.sql.classic.DataFrameWriter");

  private static final Set<String> STREAM_WRITER =
      Set.of(
          "org.apache.spark.sql.streaming.DataStreamWriter",
          "org.apache.spark.sql.classic.DataStreamWriter");

  private static final Set<String> SESSION_CATALOG =
      Set.of("org.apache.spark.sql.execution.datasources.v2.V2SessionCatalog");

  private static final String ANY_METHOD = "";

  private SparkCall() {}

  /**
   * Whether tables are listed or described without their columns. From Spark 4.0 on, {@code
   * spark.catalog.listTables} resolves each with its columns, shows none of them, and fails as a
   * whole if one table cannot be resolved.
   */
  static boolean listsTables() {
    return isOf(CATALOG, "makeTable");
  }

  /**
   * Whether no more is asked than whether a table exists, which Spark 4 finds out by loading it.
   */
  static boolean asksWhetherTableExists() {
    return isOf(CATALOG, "tableExists");
  }

  /** Whether {@code spark.catalog} is asked about one table, which may not exist. */
  public static boolean asksAboutTable() {
    return asksWhetherTableExists() || isOf(CATALOG, "getTable");
  }

  /**
   * Whether a table that was created in Spark's own catalog ({@code CREATE TABLE … USING neptune})
   * is loaded, to which Spark does not add the session's defaults.
   */
  public static boolean loadsStoredTable() {
    return isOf(SESSION_CATALOG, "loadTable");
  }

  /** Whether a DataFrame is written. */
  public static boolean writes() {
    return isOf(WRITER, ANY_METHOD);
  }

  /** Whether a stream is written. */
  public static boolean writesStream() {
    return isOf(STREAM_WRITER, ANY_METHOD);
  }

  private static boolean isOf(Set<String> classes, String method) {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames.anyMatch(
                    frame ->
                        classes.contains(frame.getClassName())
                            && frame.getMethodName().contains(method)));
  }
}
