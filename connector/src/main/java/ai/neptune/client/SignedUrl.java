package ai.neptune.client;

import java.net.URI;

/**
 * A URL that reads one file for a while, as the server signed it. It is a secret: its query string
 * carries a signature. Nothing is known of it until it is opened; it need not even be a URL.
 *
 * @param text the URL, to be sent as it is
 */
public record SignedUrl(String text) {

  public SignedUrl(URI url) {
    this(url.toString());
  }

  /** The URL without its query string, which is the secret part. */
  @Override
  public String toString() {
    return Redaction.redact(text);
  }
}
