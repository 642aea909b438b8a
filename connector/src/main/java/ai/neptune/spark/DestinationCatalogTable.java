package ai.neptune.spark;

import ai.neptune.errors.InvalidOptionException;
import ai.neptune.spark.download.DownloadWrite;
import ai.neptune.spark.download.DownloadsTable;
import ai.neptune.spark.options.CatalogOptions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/**
 * A destination of downloads as the table of a catalog: files that are inserted are downloaded
 * there, and the rows are the result of the latest download that is complete (docs/downloads.md,
 * "Downloading with a write").
 */
final class DestinationCatalogTable implements SupportsRead, SupportsWrite {

  /** What a query is analysed with before it fails because there is no download. */
  private static final StructType WITHOUT_RESULT =
      StructType.fromDDL(
          "experiment STRING, step DOUBLE, attribute STRING, path STRING, size_bytes BIGINT,"
              + " status STRING, error STRING");

  private final CatalogOptions options;
  private final String destination;
  private @Nullable DownloadsTable latest;

  DestinationCatalogTable(CatalogOptions options, String destination) {
    this.options = options;
    this.destination = destination;
  }

  /** Whether a download to the destination is complete. */
  boolean hasResult() {
    try {
      latest();
      return true;
    } catch (InvalidOptionException e) {
      return false;
    }
  }

  @Override
  public String name() {
    return "neptune downloads to " + destination;
  }

  /** Spark asks for columns before it writes, too, when there may be no result yet. */
  @Override
  @SuppressWarnings("deprecation") // columns() is made of it
  public StructType schema() {
    return hasResult() ? latest().schema() : WITHOUT_RESULT;
  }

  @Override
  public Set<TableCapability> capabilities() {
    return EnumSet.of(
        TableCapability.BATCH_READ,
        TableCapability.BATCH_WRITE,
        TableCapability.V1_BATCH_WRITE,
        TableCapability.TRUNCATE,
        TableCapability.ACCEPT_ANY_SCHEMA);
  }

  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    return DownloadWrite.table(options.ofDownload(destination, info.options().asCaseSensitiveMap()))
        .newWriteBuilder(info);
  }

  @Override
  @SuppressWarnings("deprecation") // as schema() above
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap readOptions) {
    if (readOptions.isEmpty()) {
      return latest().newScanBuilder(readOptions);
    }
    DownloadsTable asked = result(readOptions.asCaseSensitiveMap());
    if (!asked.schema().equals(schema())) {
      throw new InvalidOptionException(
          "The download that option 'downloadId' names has other columns than the latest. Use spark.read.format(\"neptune\").option(\"destination\", \"%s\").option(\"downloadId\", ...).load(\"downloads\")."
              .formatted(destination));
    }
    return asked.newScanBuilder(readOptions);
  }

  private synchronized @Nullable DownloadsTable knownLatest() {
    return latest;
  }

  private synchronized DownloadsTable latest() {
    if (latest == null) {
      latest = result(Map.of());
    }
    return latest;
  }

  private DownloadsTable result(Map<String, String> readOptions) {
    return DownloadsTable.of(options.ofEarlierDownload(destination, readOptions));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DestinationCatalogTable table
        && options.equals(table.options)
        && destination.equals(table.destination)
        && Objects.equals(knownLatest(), table.knownLatest());
  }

  @Override
  public int hashCode() {
    return destination.hashCode();
  }
}
