package ai.neptune.spark.download;

import ai.neptune.errors.InvalidOptionException;
import ai.neptune.spark.options.DownloadOptions;
import ai.neptune.spark.options.WriteErrors;
import java.util.EnumSet;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.V1Write;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.sources.InsertableRelation;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A destination as Spark sees it: appending a DataFrame downloads the files that it refers to, the
 * same action as {@code Neptune.downloadFiles} (docs/downloads.md, "Downloading with a write").
 * Spark asks it for nothing before.
 */
public record DestinationTable(DownloadOptions options) implements SupportsWrite, SupportsRead {

  @Override
  public String name() {
    return "neptune download to " + options.destination();
  }

  @Override
  @SuppressWarnings("deprecation") // columns() is made of it
  public StructType schema() {
    return new StructType();
  }

  /**
   * Spark takes a source for one of the second kind only if it writes batches of that kind too. It
   * truncates nothing, but says so itself.
   */
  @Override
  public Set<TableCapability> capabilities() {
    return EnumSet.of(
        TableCapability.BATCH_WRITE,
        TableCapability.V1_BATCH_WRITE,
        TableCapability.ACCEPT_ANY_SCHEMA,
        TableCapability.TRUNCATE,
        TableCapability.BATCH_READ);
  }

  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    return new AppendBuilder(options);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap readOptions) {
    throw new InvalidOptionException(
        "'%s' is a destination of downloads, not a relation. To read what was downloaded there, load the relation 'downloads' with the option 'destination'."
            .formatted(options.destination()));
  }

  /** Spark's mode "overwrite" would remove what is there before anything is downloaded. */
  private record AppendBuilder(DownloadOptions options) implements SupportsTruncate {

    @Override
    public WriteBuilder truncate() {
      throw WriteErrors.overwriteMode(options.destination());
    }

    @Override
    public Write build() {
      return new DownloadWrite(options);
    }
  }

  /** A write that is one Spark action of its own. */
  private record DownloadWrite(DownloadOptions options) implements V1Write {

    @Override
    public InsertableRelation toInsertableRelation() {
      return (files, overwrite) -> download(files);
    }

    private void download(Dataset<Row> files) {
      DownloadAction action = new DownloadAction(files);
      options.connection().forEach((name, value) -> action.option(name, value.reveal()));
      if (options.concurrency() != null) {
        action.concurrency(options.concurrency());
      }
      action
          .to(options.destination())
          .overwrite(options.overwrite())
          .ignoreFailures(options.ignoreFailures())
          .execute();
    }
  }
}
