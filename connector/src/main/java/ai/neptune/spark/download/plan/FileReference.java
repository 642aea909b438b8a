package ai.neptune.spark.download.plan;

import ai.neptune.client.Container;
import ai.neptune.client.StoredFile;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A complete reference to one file of a project: the value of a {@code FILE} column
 * (docs/relations-and-options.md, "The file struct").
 *
 * @param experiment the experiment's name, or null if {@code run} is set
 * @param run the run's id, or null if {@code experiment} is set
 * @param step the step in a file series, or null for a single file
 * @param path where the file lies in the project's storage
 * @param sizeBytes the file's size, or null if unknown
 * @param mimeType the file's MIME type, or null if unknown
 */
public record FileReference(
    String project,
    String experiment,
    String run,
    String attribute,
    Double step,
    String path,
    Long sizeBytes,
    String mimeType) {

  Container container() {
    return run == null ? Container.EXPERIMENT : Container.RUN;
  }

  String containerName() {
    return run == null ? experiment : run;
  }

  public StoredFile storedFile() {
    return new StoredFile(project, path);
  }

  /**
   * What tells this file from every other; files of one key are one file (docs/downloads.md, "What
   * is downloaded").
   */
  String key() {
    return String.join(
        "\u0000", project, containerName(), attribute, step == null ? "" : stepText(), path);
  }

  /** The step with exactly six digits after the point, rounded half to even. */
  String stepText() {
    if (step.isNaN()) {
      return "nan";
    }
    if (step.isInfinite()) {
      return step > 0 ? "inf" : "-inf";
    }
    return new BigDecimal(step).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** The file in words, for messages. */
  public String describe() {
    String at = step == null ? "" : " at step " + step;
    return attribute
        + at
        + " of "
        + container().userName()
        + " "
        + containerName()
        + " in "
        + project;
  }
}
