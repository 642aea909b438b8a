package ai.neptune.testkit.api;

import ai.neptune.testkit.http.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;

/** Makes and checks the signed URLs of blobs (docs/protocol.md, 4.8). */
final class SignedUrls {
  /** What the paths of blobs begin with. */
  static final String PREFIX = "/storage/";

  private static final HexFormat HEX = HexFormat.of();

  private final Signer signer;
  private final Duration lifetime;

  SignedUrls(Signer signer, Duration lifetime) {
    this.signer = signer;
    this.lifetime = lifetime;
  }

  /**
   * The path and query of a URL that is valid from now on for the lifetime.
   *
   * @param project the project identifier
   * @param path the path in the storage of the project
   */
  String sign(String project, String path) {
    String blobPath = PREFIX + project + "/" + path;
    long expires = System.currentTimeMillis() + lifetime.toMillis();
    return "%s?expires=%d&signature=%s"
        .formatted(encode(blobPath), expires, signature(blobPath, expires));
  }

  /** Whether a request for a blob carries a signature of ours that has not expired. */
  boolean isValid(Request request) {
    String expires = request.query().getOrDefault("expires", "");
    String signature = request.query().getOrDefault("signature", "");
    try {
      long expiry = Long.parseLong(expires);
      byte[] expected = signature(request.path(), expiry).getBytes(StandardCharsets.UTF_8);
      return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))
          && System.currentTimeMillis() < expiry;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private String signature(String blobPath, long expires) {
    return HEX.formatHex(signer.sign(blobPath + "\n" + expires));
  }

  private static String encode(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }
}
