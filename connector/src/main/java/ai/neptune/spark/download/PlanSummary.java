package ai.neptune.spark.download;

import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.DownloadDirectory;
import ai.neptune.spark.download.plan.DownloadPlan;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/**
 * What is kept beside a plan once it is whole, before the first file is published.
 *
 * @param startedAt when the download began, in milliseconds of the destination's clock
 * @param files how many files are planned
 */
record PlanSummary(long startedAt, long files) {

  static void write(
      DownloadPlan plan,
      long startedAt,
      Destination destination,
      DownloadDirectory directory,
      Configuration hadoop)
      throws IOException {
    JsonFile.write(
        JsonFile.object().put("started_at", startedAt).put("files", plan.files()),
        directory.planSummary(),
        destination,
        directory,
        hadoop);
  }

  /** The summary of a download's plan, or null if the plan is not whole. */
  static PlanSummary read(Destination destination, DownloadDirectory directory) throws IOException {
    JsonNode json = JsonFile.read(destination, directory.planSummary());
    return json == null
        ? null
        : new PlanSummary(json.path("started_at").asLong(), json.path("files").asLong());
  }
}
