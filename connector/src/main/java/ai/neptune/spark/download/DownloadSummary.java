package ai.neptune.spark.download;

import ai.neptune.client.Container;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.DownloadDirectory;
import ai.neptune.spark.download.destination.Publication;
import ai.neptune.spark.download.destination.Publisher;
import ai.neptune.spark.download.plan.DownloadPlan;
import ai.neptune.spark.download.transfer.TransferStatus;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;

/**
 * What came of a download, in a few numbers, as kept beside its manifest once it is complete.
 *
 * @param container what the files belong to
 * @param severalProjects whether they are of more than one project
 */
record DownloadSummary(
    Container container,
    boolean severalProjects,
    long downloaded,
    long kept,
    long missing,
    long failed,
    long bytes) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static DownloadSummary of(DownloadPlan plan, DownloadProgress progress) {
    return new DownloadSummary(
        plan.container(),
        plan.severalProjects(),
        progress.files(TransferStatus.DOWNLOADED),
        progress.files(TransferStatus.KEPT),
        progress.files(TransferStatus.MISSING),
        progress.files(TransferStatus.FAILED),
        progress.bytes());
  }

  void write(Destination destination, DownloadDirectory directory, Configuration hadoop)
      throws IOException {
    ObjectNode json =
        JSON.createObjectNode()
            .put("container", container.userName())
            .put("several_projects", severalProjects)
            .put("downloaded", downloaded)
            .put("kept", kept)
            .put("missing", missing)
            .put("failed", failed)
            .put("bytes", bytes);
    byte[] text = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    Publisher publisher = Publisher.of(destination, directory.temporary(), "summary", hadoop);
    try (Publication publication = publisher.begin(directory.relativeSummary())) {
      publication.write(text, text.length);
      publication.publish();
    }
  }

  /** The summary of a download, or null if it is not complete. */
  static DownloadSummary read(Destination destination, DownloadDirectory directory)
      throws IOException {
    if (destination.status(directory.summary()) == null) {
      return null;
    }
    try (InputStream in = destination.fileSystem().open(directory.summary())) {
      var json = JSON.readTree(in);
      return new DownloadSummary(
          json.path("container").asText().equals(Container.RUN.userName())
              ? Container.RUN
              : Container.EXPERIMENT,
          json.path("several_projects").asBoolean(),
          json.path("downloaded").asLong(),
          json.path("kept").asLong(),
          json.path("missing").asLong(),
          json.path("failed").asLong(),
          json.path("bytes").asLong());
    }
  }
}
