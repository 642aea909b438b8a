package ai.neptune.spark.download.plan;

import ai.neptune.client.Container;
import ai.neptune.client.StoredFile;
import ai.neptune.spark.columns.ColumnTypes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A complete reference to one file of a project: the value of a {@code FILE} column
 * (docs/relations-and-options.md, "The file struct"). It is the only class that knows the order of
 * the struct's fields.
 *
 * @param experiment the experiment's name, or null if {@code run} is set
 * @param run the run's id, or null if {@code experiment} is set
 * @param step the step in a file series, or null for a single file
 * @param path the file's path in the project's storage
 * @param sizeBytes the file's size, or null if unknown, as a size below zero is
 * @param mimeType the file's MIME type, or null if unknown
 */
public record FileReference(
    String project,
    @Nullable String experiment,
    @Nullable String run,
    String attribute,
    @Nullable Double step,
    String path,
    @Nullable Long sizeBytes,
    @Nullable String mimeType) {

  /** Stands between the project and the path of a place in the storage, and is in neither. */
  static final String PLACE_SEPARATOR = "\u0000";

  static final StructType SCHEMA = ColumnTypes.FILE;

  private static final Pattern ARCHIVED =
      Pattern.compile("(?!https?:)[A-Za-z][A-Za-z0-9+.-]*:/.*", Pattern.DOTALL);

  public FileReference {
    sizeBytes = sizeBytes == null || sizeBytes < 0 ? null : sizeBytes;
  }

  /** A row of {@link #SCHEMA} as a value. */
  static FileReference of(Row row) {
    return new FileReference(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.isNullAt(4) ? null : row.getDouble(4),
        row.getString(5),
        row.isNullAt(6) ? null : row.getLong(6),
        row.getString(7));
  }

  Row row() {
    return RowFactory.create(project, experiment, run, attribute, step, path, sizeBytes, mimeType);
  }

  void pack(PackedWriter out) {
    out.text(project);
    out.text(experiment);
    out.text(run);
    out.text(attribute);
    out.decimal(step);
    out.text(path);
    out.number(sizeBytes);
    out.text(mimeType);
  }

  static FileReference unpack(PackedReader in) {
    return new FileReference(
        in.requiredText(),
        in.text(),
        in.text(),
        in.requiredText(),
        in.decimal(),
        in.requiredText(),
        in.number(),
        in.text());
  }

  public Container container() {
    return run == null ? Container.EXPERIMENT : Container.RUN;
  }

  String containerName() {
    return Objects.requireNonNull(run == null ? experiment : run);
  }

  /** Where the file is in the storage: each project has paths of its own. */
  String place() {
    return project + PLACE_SEPARATOR + path;
  }

  public StoredFile storedFile() {
    return new StoredFile(project, path, isArchived());
  }

  /**
   * Whether this is a file of an archive: its path is a URI, and nobody knows its MIME type. Files
   * of a server always have one, so that no server can name a file of the cluster.
   */
  boolean isArchived() {
    return mimeType == null && ARCHIVED.matcher(path).matches();
  }

  /** Why the file cannot be downloaded, in words, or null if it can. */
  @Nullable String problem() {
    if (experiment == null && run == null) {
      return "A file names neither an experiment nor a run (its attribute is '%s')."
          .formatted(attribute);
    }
    if (experiment != null && run != null) {
      return "A file names both an experiment ('%s') and a run ('%s'). Exactly one may be set."
          .formatted(experiment, run);
    }
    if (project == null || attribute == null || path == null) {
      return "A file of %s '%s' lacks its project, attribute or path."
          .formatted(container().userName(), containerName());
    }
    return null;
  }

  /**
   * The text that distinguishes this file from every other; files with the same key are one file
   * (docs/downloads.md, "What is downloaded").
   */
  String key() {
    return String.join(
        "\u0000", project, containerName(), attribute, step == null ? "" : stepText(), path);
  }

  /** The step with exactly six digits after the point, rounded half to even. */
  String stepText() {
    double exact = Objects.requireNonNull(step);
    if (Double.isNaN(exact)) {
      return "nan";
    }
    if (Double.isInfinite(exact)) {
      return exact > 0 ? "inf" : "-inf";
    }
    return new BigDecimal(exact).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** The file in words, for messages. */
  public String describe() {
    String at = step == null ? "" : " at step " + step;
    return "%s%s of %s %s in %s"
        .formatted(attribute, at, container().userName(), containerName(), project);
  }
}
