package ai.neptune.testkit.http;

import ai.neptune.testkit.json.JsonDocuments;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.protobuf.MessageLite;
import java.util.LinkedHashMap;
import java.util.Map;

/** A response: status, headers and body. */
public record Response(int status, Map<String, String> headers, Body body) {
  private static final String CONTENT_TYPE = "Content-Type";
  private static final String PROTOBUF = "application/x-protobuf";

  /** A response that is a JSON document. */
  public static Response json(int status, Object document) {
    try {
      byte[] content = JsonDocuments.MAPPER.writeValueAsBytes(document);
      return new Response(status, Map.of(CONTENT_TYPE, "application/json"), Body.of(content));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a JSON document: " + document.getClass(), e);
    }
  }

  /** A response that is a protobuf message. */
  public static Response proto(MessageLite message) {
    return proto(Body.of(message.toByteArray()));
  }

  /** A response whose body is a protobuf message. */
  public static Response proto(Body body) {
    return new Response(200, Map.of(CONTENT_TYPE, PROTOBUF), body);
  }

  /** An error of the API (docs/protocol.md, 7). */
  public static Response error(int status, String errorType, String message) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("code", status);
    document.put("message", message);
    document.put("errorType", errorType);
    return json(status, document);
  }
}
