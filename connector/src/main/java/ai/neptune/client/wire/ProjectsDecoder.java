package ai.neptune.client.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Decodes the response to a query for projects (docs/protocol.md, 4.9). */
public final class ProjectsDecoder {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ProjectsDecoder() {}

  /** The project identifiers of one page; the page after the last is empty. */
  public static List<String> decode(InputStream body) throws IOException {
    JsonNode entries = JSON.readTree(body).path("entries");
    if (!entries.isArray()) {
      throw new MalformedResponseException("it has no entries");
    }
    List<String> projects = new ArrayList<>(entries.size());
    for (JsonNode entry : entries) {
      JsonNode workspace = entry.path("organizationName");
      if (!entry.path("name").isTextual() || !workspace.isTextual()) {
        throw new MalformedResponseException("it has a project without a name or a workspace");
      }
      projects.add(workspace.textValue() + "/" + entry.path("name").textValue());
    }
    return projects;
  }
}
