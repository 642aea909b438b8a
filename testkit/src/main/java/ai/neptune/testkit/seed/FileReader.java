package ai.neptune.testkit.seed;

import ai.neptune.testkit.json.JsonFormatException;
import ai.neptune.testkit.json.JsonObject;
import ai.neptune.testkit.model.Blob;
import ai.neptune.testkit.model.FileRef;
import ai.neptune.testkit.model.GeneratedBlob;
import ai.neptune.testkit.model.ProjectBuilder;
import ai.neptune.testkit.model.StoredBlob;
import java.util.Base64;
import java.util.Set;
import java.util.function.Supplier;

/** Reads files, and adds their content to the storage of the project. */
final class FileReader {
  private static final Set<String> POINT_FIELDS = Set.of("mimeType", "base64", "size", "path");
  private static final Set<String> ATTRIBUTE_FIELDS =
      Set.of("type", "mimeType", "base64", "size", "path");
  private static final String DEFAULT_MIME_TYPE = "application/octet-stream";
  private static final int MAX_STORAGE_PATH_BYTES = 800;
  private static final int MAX_MIME_TYPE_BYTES = 128;

  private final ProjectBuilder project;
  private String runId = "";

  FileReader(ProjectBuilder project) {
    this.project = project;
  }

  /** The files that follow belong to this run. */
  void startRun(String newRunId) {
    runId = newRunId;
  }

  FileRef readAttribute(String attribute, JsonObject json) {
    json.allowOnly(ATTRIBUTE_FIELDS);
    return readFile(json, () -> StoragePath.of(runId, attribute));
  }

  FileRef readPoint(String attribute, double step, JsonObject json) {
    json.allowOnly(POINT_FIELDS);
    return readFile(json, () -> StoragePath.of(runId, attribute, step));
  }

  private FileRef readFile(JsonObject json, Supplier<String> defaultPath) {
    String path =
        SeedLimits.bounded(
            json.optionalString("path").orElseGet(defaultPath),
            MAX_STORAGE_PATH_BYTES,
            json.place() + ".path");
    String mimeType =
        SeedLimits.bounded(
            json.optionalString("mimeType").orElse(DEFAULT_MIME_TYPE),
            MAX_MIME_TYPE_BYTES,
            json.place() + ".mimeType");
    Blob blob = readBlob(json, path);
    project.addBlob(path, blob);
    return new FileRef(path, blob.size(), mimeType);
  }

  private static Blob readBlob(JsonObject json, String path) {
    if (json.has("base64") == json.has("size")) {
      throw new JsonFormatException(
          json.place() + " must have one of the fields \"base64\" and \"size\"");
    }
    if (json.has("size")) {
      return new GeneratedBlob(json.integer("size", 0, 0, Long.MAX_VALUE / 2), path.hashCode());
    }
    try {
      return new StoredBlob(Base64.getDecoder().decode(json.string("base64")));
    } catch (IllegalArgumentException e) {
      throw new JsonFormatException(json.place() + ".base64 is not base64", e);
    }
  }
}
