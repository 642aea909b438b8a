package ai.neptune.spark.download;

import ai.neptune.client.ClientConfig;
import java.io.Serializable;

/**
 * How a download is made.
 *
 * @param destination as the user gave it
 * @param overwrite whether complete files are fetched again
 * @param concurrency transfers in flight in each task
 */
record DownloadSettings(String destination, boolean overwrite, int concurrency, ClientConfig client)
    implements Serializable {}
