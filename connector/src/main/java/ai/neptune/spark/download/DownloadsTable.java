package ai.neptune.spark.download;

import ai.neptune.errors.InvalidOptionException;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.DownloadDirectory;
import ai.neptune.spark.download.destination.PinnedSession;
import ai.neptune.spark.download.transfer.ErrorText;
import ai.neptune.spark.options.DownloadsOptions;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.V1Scan;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.TableScan;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code downloads}: a row per file of an earlier download, from its manifest (docs/downloads.md,
 * "Result of a download").
 */
public record DownloadsTable(String manifest, StructType columnTypes) implements SupportsRead {

  @Override
  @SuppressWarnings("deprecation") // columns() is made of it
  public StructType schema() {
    return columnTypes;
  }

  /**
   * The download that the options name, or the latest that is complete.
   *
   * @throws InvalidOptionException if there is none
   */
  public static DownloadsTable of(DownloadsOptions options) {
    SparkSession spark = SparkSession.active();
    try (Destination destination =
        Destination.of(options.destination(), spark.sessionState().newHadoopConf())) {
      DownloadDirectory directory = directory(options, destination);
      DownloadSummary summary =
          directory == null ? null : DownloadSummary.read(destination, directory);
      if (directory != null && summary != null) {
        return new DownloadsTable(directory.manifest().toString(), summary.columns().relation());
      }
    } catch (IOException e) {
      throw new InvalidOptionException(
          "Invalid value '%s' for option 'destination': it cannot be read (%s)."
              .formatted(options.destination(), ErrorText.of(e)),
          e);
    }
    throw new InvalidOptionException(
        options.downloadId() == null
            ? "Invalid value '%s' for option 'destination': there is no complete download."
                .formatted(options.destination())
            : "Invalid value '%s' for option 'downloadId': there is no such complete download to %s."
                .formatted(options.downloadId(), options.destination()));
  }

  @Override
  public String name() {
    return "neptune downloads in " + manifest;
  }

  @Override
  public Set<TableCapability> capabilities() {
    return EnumSet.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new ManifestScanBuilder(manifest, columnTypes);
  }

  private static @Nullable DownloadDirectory directory(
      DownloadsOptions options, Destination destination) throws IOException {
    return options.downloadId() == null
        ? latest(destination)
        // An id is a name, not a way to other directories.
        : DownloadDirectory.of(destination, new Path(options.downloadId()).getName());
  }

  /** The download that was completed last, by the destination's clock; null if none was. */
  private static @Nullable DownloadDirectory latest(Destination destination) throws IOException {
    DownloadDirectory latest = null;
    long completed = Long.MIN_VALUE;
    FileStatus[] all = destination.list(DownloadDirectory.all(destination));
    Arrays.sort(all, Comparator.comparing(status -> status.getPath().getName()));
    for (FileStatus status : all) {
      DownloadDirectory directory = DownloadDirectory.of(destination, status.getPath().getName());
      FileStatus summary = destination.status(directory.summary());
      // The id decides only between downloads that were completed at the same time.
      if (summary != null && summary.getModificationTime() >= completed) {
        completed = summary.getModificationTime();
        latest = directory;
      }
    }
    return latest;
  }

  private static final class ManifestScanBuilder implements SupportsPushDownRequiredColumns {
    private final String manifest;
    private StructType required;

    ManifestScanBuilder(String manifest, StructType required) {
      this.manifest = manifest;
      this.required = required;
    }

    @Override
    public void pruneColumns(StructType requiredSchema) {
      required = requiredSchema;
    }

    @Override
    public Scan build() {
      return new ManifestScan(manifest, required);
    }
  }

  /** Spark's own reader of Parquet does the work. */
  private record ManifestScan(String manifest, StructType readSchema) implements V1Scan {

    @Override
    public String description() {
      return "neptune downloads in " + manifest;
    }

    @Override
    // Spark asks for any class that is both; this is one.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T extends BaseRelation & TableScan> T toV1TableScan(SQLContext context) {
      return (T) new ManifestRelation(context, manifest, readSchema);
    }
  }

  private static final class ManifestRelation extends BaseRelation implements TableScan {
    private final SQLContext context;
    private final String manifest;
    private final StructType schema;

    ManifestRelation(SQLContext context, String manifest, StructType schema) {
      this.context = context;
      this.manifest = manifest;
      this.schema = schema;
    }

    @Override
    public SQLContext sqlContext() {
      return context;
    }

    @Override
    public StructType schema() {
      return schema;
    }

    @Override
    public RDD<Row> buildScan() {
      Column[] columns =
          Arrays.stream(schema.fieldNames()).map(functions::col).toArray(Column[]::new);
      return DownloadManifest.read(PinnedSession.of(context.sparkSession()), new Path(manifest))
          .select(columns)
          .rdd();
    }
  }
}
