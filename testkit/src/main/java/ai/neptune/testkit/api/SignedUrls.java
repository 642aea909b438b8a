package ai.neptune.testkit.api;

import ai.neptune.testkit.http.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes and checks the signed URLs of blobs (docs/protocol.md, 4.8). */
final class SignedUrls {
  /** The prefix of the paths of blobs. */
  static final String PREFIX = "/storage/";

  /** Characters that URLs must not hold, though some signed URLs do. */
  private static final List<String> RAW = List.of("|", "[", "]", "^", "{", "}", "`");

  private static final HexFormat HEX = HexFormat.of();

  private final Signer signer = new Signer();
  private final ApiSettings.Storage storage;

  SignedUrls(ApiSettings.Storage storage) {
    this.storage = storage;
  }

  /**
   * The path and query of a URL that is valid from now on for the lifetime.
   *
   * @param project the project identifier
   * @param path the path in the storage of the project
   */
  String sign(String project, String path) {
    String blobPath = PREFIX + project + "/" + path;
    Map<String, String> parameters =
        storage.urlScheme().parameters(Instant.now(), storage.urlLifetime());
    return "%s?%s&%s=%s"
        .formatted(
            encodePath(blobPath),
            query(parameters),
            storage.urlScheme().signatureParameter(),
            signature(blobPath, parameters));
  }

  /** Whether a request for a blob carries a signature of ours that has not expired. */
  boolean isValid(Request request) {
    UrlScheme scheme = storage.urlScheme();
    // Clients may add parameters of their own: only those that we sign count.
    Map<String, String> signed = scheme.parameters(Instant.EPOCH, Duration.ZERO);
    signed.replaceAll((name, value) -> request.query().getOrDefault(name, ""));
    byte[] expected = signature(request.path(), signed).getBytes(StandardCharsets.UTF_8);
    byte[] given =
        request
            .query()
            .getOrDefault(scheme.signatureParameter(), "")
            .getBytes(StandardCharsets.UTF_8);
    try {
      return MessageDigest.isEqual(expected, given)
          && Instant.now().isBefore(scheme.expiry(signed));
    } catch (DateTimeException | NumberFormatException e) {
      return false;
    }
  }

  private String signature(String blobPath, Map<String, String> parameters) {
    return HEX.formatHex(signer.sign(blobPath + "\n" + query(parameters)));
  }

  private static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
        .collect(Collectors.joining("&"));
  }

  private String encodePath(String path) {
    String encoded = encode(path).replace("+", "%20").replace("%2F", "/");
    if (storage.rawUrls()) {
      for (String raw : RAW) {
        encoded = encoded.replace(encode(raw), raw);
      }
    }
    return encoded;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
