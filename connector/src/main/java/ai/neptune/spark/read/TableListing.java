package ai.neptune.spark.read;

import java.util.Set;

/**
 * Tells whether Spark lists the tables of a catalog. From Spark 4.0 on, {@code
 * spark.catalog.listTables} resolves every table with its columns, shows none of them, and fails as
 * a whole if one table cannot be resolved. Nothing that Spark hands over says what a table is
 * loaded for; the stack does.
 */
final class TableListing {

  private static final Set<String> CATALOGS =
      Set.of("org.apache.spark.sql.classic.Catalog", "org.apache.spark.sql.internal.CatalogImpl");

  private static final String METHOD = "makeTable";

  private TableListing() {}

  static boolean isUnderWay() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames.anyMatch(
                    frame ->
                        CATALOGS.contains(frame.getClassName())
                            && frame.getMethodName().contains(METHOD)));
  }
}
