package ai.neptune.spark.download;

import ai.neptune.client.ClientConfig;
import ai.neptune.spark.download.transfer.Concurrency;
import ai.neptune.spark.options.ConnectionOptions;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How a download is made.
 *
 * @param destination as the user gave it
 * @param overwrite whether complete files are fetched again
 * @param concurrency transfers in flight in each task
 * @param client how to reach the server, or null if no token was given: an archive needs none
 */
record DownloadSettings(
    String destination, boolean overwrite, Concurrency concurrency, @Nullable ClientConfig client)
    implements Serializable {

  /**
   * The connection to the server.
   *
   * @throws ApiTokenNotProvidedException if there is none, because no token was given
   */
  ClientConfig requiredClient() {
    if (client == null) {
      throw ConnectionOptions.noToken();
    }
    return client;
  }
}
