package ai.neptune.spark.columns;

import ai.neptune.client.Container;
import java.util.Optional;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What the files in a column belong to, as the metadata of the column says. Spark keeps it when a
 * DataFrame is filtered, joined or saved, so that it is known even where there are no files.
 *
 * @param severalProjects whether the options that the column was read with name several projects
 */
public record FileOrigin(Container container, boolean severalProjects) {

  private static final String CONTAINER = "neptune.container";
  private static final String SEVERAL_PROJECTS = "neptune.severalProjects";

  /** A schema whose file columns say where their files come from. */
  public StructType mark(StructType schema) {
    StructType marked = new StructType();
    for (StructField field : schema.fields()) {
      marked =
          marked.add(
              field.dataType().equals(ColumnTypes.FILE)
                  ? new StructField(
                      field.name(), field.dataType(), field.nullable(), metadata(field.metadata()))
                  : field);
    }
    return marked;
  }

  /** What a column says, if anything. */
  public static Optional<FileOrigin> of(StructField column) {
    Metadata metadata = column.metadata();
    return metadata.contains(CONTAINER)
        ? Optional.of(
            new FileOrigin(
                metadata.getString(CONTAINER).equals(Container.RUN.userName())
                    ? Container.RUN
                    : Container.EXPERIMENT,
                metadata.getBoolean(SEVERAL_PROJECTS)))
        : Optional.empty();
  }

  private Metadata metadata(Metadata other) {
    return new MetadataBuilder()
        .withMetadata(other)
        .putString(CONTAINER, container.userName())
        .putBoolean(SEVERAL_PROJECTS, severalProjects)
        .build();
  }
}
