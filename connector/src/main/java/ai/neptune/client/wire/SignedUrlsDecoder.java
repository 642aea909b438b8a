package ai.neptune.client.wire;

import ai.neptune.client.SignedUrl;
import ai.neptune.client.StoredFile;
import ai.neptune.client.http.HttpUrls;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
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
   * @throws IOException if the response does not give, for each file in turn, an http or https URL;
   *     messages show none
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
      urls.add(url(response.path("url").asText()));
    }
    return urls;
  }

  private static SignedUrl url(String text) throws MalformedResponseException {
    try {
      URI url = new URI(text);
      if (HttpUrls.isHttp(url)) {
        return new SignedUrl(url);
      }
    } catch (URISyntaxException e) {
      // Falls through: the exception's text would show the URL.
    }
    throw new MalformedResponseException("it has a URL that is not one of http or https");
  }
}
