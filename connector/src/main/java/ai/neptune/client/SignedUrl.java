package ai.neptune.client;

import java.net.URI;

/**
 * A URL that reads one file for a while, as the server signed it. It is a secret: its query string
 * carries a signature. Nothing is known of it until it is opened; it need not even be a URL.
 *
 * @param text the URL, to be sent as it is
 * @param isArchived whether it is the URI of an archive's file, which no server signs
 */
public record SignedUrl(String text, boolean isArchived) {

  /** A URL that a server signed. */
  public SignedUrl(String text) {
    this(text, false);
  }

  /** A URL that a server signed. */
  public SignedUrl(URI url) {
    this(url.toString());
  }

  /** What reads a file of an archive. */
  public static SignedUrl ofArchived(StoredFile file) {
    return new SignedUrl(file.path(), true);
  }

  /** The URL without its query string, which is the secret part. */
  @Override
  public String toString() {
    return Redaction.redact(text);
  }
}
