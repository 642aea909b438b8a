package ai.neptune.spark.export;

import ai.neptune.spark.options.NeptuneOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an export is made.
 *
 * @param destination as the user gave it
 * @param overwrite whether unchanged runs are exported again
 * @param files whether files are downloaded
 * @param concurrency transfers in flight in each task, or null for a number that adapts
 * @param options what is read
 * @param connection the options that the user gave for the connection to the server
 */
record ExportSettings(
    String destination,
    boolean overwrite,
    boolean files,
    @Nullable Integer concurrency,
    NeptuneOptions options,
    Map<String, String> connection) {}
