package ai.neptune.client;

import java.net.URI;

/** A URL that reads one file for a while. It is a secret: its query string carries a signature. */
public record SignedUrl(URI url) {

  /** The URL without its query string, which is the secret part. */
  @Override
  public String toString() {
    return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath() + "?<hidden>";
  }
}
