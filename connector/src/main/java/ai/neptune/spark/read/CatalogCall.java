package ai.neptune.spark.read;

import java.util.Set;

/**
 * What Spark loads the table of a catalog for, where it needs no columns. From Spark 4.0 on, {@code
 * spark.catalog.listTables} and {@code tableExists} resolve tables with their columns and use none
 * of them; a list fails as a whole if one table cannot be resolved. Nothing that Spark hands over
 * says what a table is loaded for; the stack does.
 */
public final class CatalogCall {

  private static final Set<String> CATALOGS =
      Set.of("org.apache.spark.sql.classic.Catalog", "org.apache.spark.sql.internal.CatalogImpl");

  private CatalogCall() {}

  /** Whether Spark describes or lists tables, without their columns. */
  static boolean listsTables() {
    return isUnderWay("makeTable");
  }

  /** Whether Spark wants to know no more than whether a table exists. */
  public static boolean asksWhetherTableExists() {
    return isUnderWay("tableExists");
  }

  private static boolean isUnderWay(String method) {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames.anyMatch(
                    frame ->
                        CATALOGS.contains(frame.getClassName())
                            && frame.getMethodName().contains(method)));
  }
}
