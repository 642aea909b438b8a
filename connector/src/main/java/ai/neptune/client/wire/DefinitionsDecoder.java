package ai.neptune.client.wire;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.Page;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Decodes the response to a query for attribute definitions (docs/protocol.md, 4.3). */
public final class DefinitionsDecoder {

  private static final ObjectMapper JSON = new ObjectMapper();

  private DefinitionsDecoder() {}

  /** Decodes a page; it is the last one if it carries no token or is not full. */
  public static Page<AttributeDefinition> decode(InputStream body) throws IOException {
    JsonNode response = JSON.readTree(body);
    JsonNode entries = response.path("entries");
    if (!entries.isArray()) {
      throw new MalformedResponseException("it has no entries");
    }
    List<AttributeDefinition> definitions = new ArrayList<>(entries.size());
    for (JsonNode entry : entries) {
      if (!entry.path("name").isTextual() || !entry.path("type").isTextual()) {
        throw new MalformedResponseException("it has a definition without a name or a type");
      }
      AttributeType.fromWireName(entry.path("type").textValue())
          .map(type -> new AttributeDefinition(entry.path("name").textValue(), type))
          .ifPresent(definitions::add);
    }
    String token = response.path("nextPage").path("nextPageToken").asText("");
    boolean last = token.isEmpty() || entries.size() < RequestBodies.PAGE_SIZE;
    return new Page<>(definitions, last ? null : token);
  }
}
