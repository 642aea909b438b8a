package ai.neptune.spark.export;

import ai.neptune.archive.file.ArchiveFile;
import ai.neptune.archive.file.ExportFile;
import ai.neptune.archive.file.ExportStamp;
import ai.neptune.archive.file.UnreadableFileException;
import ai.neptune.spark.export.RunOutcome.Status;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What the footer of a part says of the export that wrote it. Files of other exporters have none.
 *
 * @param exportId the export; null if the run is not whole
 * @param parts how many parts the run has
 * @param modificationTime the run's {@code sys/modification_time} before it was read, in epoch
 *     milliseconds, or null
 * @param withFiles whether its files were exported too
 * @param outcome what the part holds; null if it is not yet or no longer known
 */
record PartRecord(
    @Nullable String exportId,
    int parts,
    @Nullable Long modificationTime,
    boolean withFiles,
    @Nullable RunOutcome outcome)
    implements Serializable {

  private static final String KEY = "ai.neptune.export.record";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the part holds, where that is known. */
  RunOutcome held() {
    return Objects.requireNonNull(outcome);
  }

  /** The entries of the footer. */
  Map<String, String> toFooter() {
    RunOutcome held = held();
    ObjectNode json =
        JSON.createObjectNode()
            .put("modification_time", modificationTime)
            .put("with_files", withFiles)
            .put("experiment", held.experiment())
            .put("attributes", held.attributes())
            .put("points", held.points())
            .put("files", held.files())
            .put("file_bytes", held.bytes())
            .put("error", held.error());
    Map<String, String> footer =
        new HashMap<>(
            new ExportStamp(Objects.requireNonNull(exportId), held.project(), held.run(), parts)
                .toFooter());
    footer.put(KEY, json.toString());
    return footer;
  }

  /** What a part says, or null if it is of another exporter or cannot be read. */
  static @Nullable PartRecord read(ArchiveFile file, Configuration hadoop) throws IOException {
    try (ExportFile open = ExportFile.open(file, hadoop)) {
      String text = open.metadata().get(KEY);
      ExportStamp stamp = ExportStamp.in(open.metadata()).orElse(null);
      return text == null || stamp == null ? null : parse(stamp, JSON.readTree(text), file.size());
    } catch (UnreadableFileException | JsonProcessingException e) {
      return null;
    }
  }

  private static PartRecord parse(ExportStamp stamp, JsonNode json, long size) {
    return new PartRecord(
        stamp.exportId(),
        stamp.parts(),
        json.hasNonNull("modification_time") ? json.get("modification_time").asLong() : null,
        json.path("with_files").asBoolean(),
        new RunOutcome(
            stamp.project(),
            stamp.run(),
            text(json, "experiment"),
            Status.KEPT,
            json.path("attributes").asLong(),
            json.path("points").asLong(),
            json.path("files").asLong(),
            json.path("file_bytes").asLong() + size,
            text(json, "error"),
            null));
  }

  private static @Nullable String text(JsonNode json, String field) {
    return json.hasNonNull(field) ? json.get(field).asText() : null;
  }
}
