package ai.neptune.spark.download;

import ai.neptune.client.Container;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.DownloadDirectory;
import ai.neptune.spark.download.transfer.TransferStatus;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The totals of a download, as kept beside its manifest once it is complete.
 *
 * @param columns those of its result
 * @param files how many files ended in which way
 * @param bytes how many were received
 */
record DownloadSummary(ResultColumns columns, Map<TransferStatus, Long> files, long bytes) {

  void write(Destination destination, DownloadDirectory directory, Configuration hadoop)
      throws IOException {
    ObjectNode json =
        JsonFile.object()
            .put("container", columns.container().userName())
            .put("several_projects", columns.project());
    for (TransferStatus status : TransferStatus.values()) {
      json.put(status.text(), files.getOrDefault(status, 0L));
    }
    JsonFile.write(json.put("bytes", bytes), directory.summary(), destination, directory, hadoop);
  }

  /** The summary of a download, or null if it is not complete. */
  static @Nullable DownloadSummary read(Destination destination, DownloadDirectory directory)
      throws IOException {
    JsonNode json = JsonFile.read(destination, directory.summary());
    if (json == null) {
      return null;
    }
    Map<TransferStatus, Long> files = new EnumMap<>(TransferStatus.class);
    for (TransferStatus status : TransferStatus.values()) {
      files.put(status, json.path(status.text()).asLong());
    }
    boolean isOfRuns = json.path("container").asText().equals(Container.RUN.userName());
    return new DownloadSummary(
        new ResultColumns(
            isOfRuns ? Container.RUN : Container.EXPERIMENT,
            json.path("several_projects").asBoolean()),
        files,
        json.path("bytes").asLong());
  }
}
