package ai.neptune.spark.download;

import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.DownloadDirectory;
import ai.neptune.spark.download.plan.DownloadPlan;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What is kept beside a plan once it is whole, before the first file is published.
 *
 * @param startedAt when the download began, in milliseconds of the destination's clock
 * @param files how many files are planned
 */
record PlanSummary(long startedAt, long files) {

  private static final String STARTED_AT = "started_at";

  static void write(
      DownloadPlan plan,
      long startedAt,
      Destination destination,
      DownloadDirectory directory,
      Configuration hadoop)
      throws IOException {
    JsonFile.write(
        JsonFile.object().put(STARTED_AT, startedAt).put("files", plan.files()),
        directory.planSummary(),
        destination,
        directory,
        hadoop);
  }

  /**
   * The summary of a download's plan, or null if the plan is not whole. A file that was damaged, as
   * by a power failure, still has a time at which no file had been published.
   */
  static @Nullable PlanSummary read(Destination destination, DownloadDirectory directory)
      throws IOException {
    JsonNode json = json(destination, directory);
    if (json == null) {
      return null;
    }
    long startedAt =
        json.has(STARTED_AT)
            ? json.path(STARTED_AT).asLong()
            : destination.fileSystem().getFileStatus(directory.planSummary()).getModificationTime();
    return new PlanSummary(startedAt, json.path("files").asLong());
  }

  private static @Nullable JsonNode json(Destination destination, DownloadDirectory directory)
      throws IOException {
    try {
      return JsonFile.read(destination, directory.planSummary());
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
