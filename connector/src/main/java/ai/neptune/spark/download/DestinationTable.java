package ai.neptune.spark.download;

import ai.neptune.errors.InvalidOptionException;
import ai.neptune.spark.options.WriteErrors;
import java.util.EnumSet;
import java.util.Set;
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
 * A destination as Spark sees it: appending a DataFrame executes an action on it. Spark asks it for
 * nothing before.
 *
 * @param destination where the action writes
 * @param action is executed once for each write, with the DataFrame
 */
public record DestinationTable(String destination, InsertableRelation action)
    implements SupportsWrite, SupportsRead {

  @Override
  public String name() {
    return "neptune " + action + " to " + destination;
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
    return new AppendBuilder(destination, action);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap readOptions) {
    throw new InvalidOptionException(
        "'%s' is a destination of downloads, not a relation. To read what was downloaded there, load the relation 'downloads' with the option 'destination'."
            .formatted(destination));
  }

  /** Spark's mode "overwrite" would remove what is there before the action is executed. */
  private record AppendBuilder(String destination, InsertableRelation action)
      implements SupportsTruncate {

    @Override
    public WriteBuilder truncate() {
      throw WriteErrors.overwriteMode(destination);
    }

    @Override
    public Write build() {
      return new ActionWrite(action);
    }
  }

  /** A write that is one Spark action of its own. */
  private record ActionWrite(InsertableRelation action) implements V1Write {

    @Override
    public InsertableRelation toInsertableRelation() {
      return action;
    }
  }
}
