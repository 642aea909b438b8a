package ai.neptune.client.wire;

import ai.neptune.client.SignedUrl;
import ai.neptune.client.StoredFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Decodes the response to a request for signed URLs (docs/protocol.md, 4.8). */
public final class SignedUrlsDecoder {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SignedUrlsDecoder() {}

  /**
   * Decodes a response.
   *
   * @param files what was asked for
   * @return a URL for each file in turn, as the server wrote it
   * @throws IOException if the response does not give one for each file; messages show none
   */
  public static List<SignedUrl> decode(InputStream body, List<StoredFile> files)
      throws IOException {
    JsonNode responses = JSON.readTree(body).path("files");
    if (responses.size() != files.size()) {
      throw new MalformedResponseException(
          "it has %d URLs for %d files".formatted(responses.size(), files.size()));
    }
    List<SignedUrl> urls = new ArrayList<>(files.size());
    for (int i = 0; i < files.size(); i++) {
      StoredFile file = files.get(i);
      JsonNode response = responses.path(i);
      if (!file.path().equals(response.path("path").textValue())
          || !file.project().equals(response.path("project_identifier").textValue())) {
        throw new MalformedResponseException("it has a URL for a file that was not asked for");
      }
      urls.add(new SignedUrl(response.path("url").asText()));
    }
    return urls;
  }
}
