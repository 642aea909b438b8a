package ai.neptune.testkit;

import ai.neptune.testkit.api.UrlScheme;

/**
 * Whose storage the server imitates. Providers differ in their signed URLs (docs/protocol.md, 4.8).
 */
public enum StorageProvider {
  /** Google Cloud Storage: responds with 400 to an expired URL. */
  GCP(UrlScheme.GCP),
  /** Amazon S3: responds with 403 to an expired URL. */
  AWS(UrlScheme.AWS),
  /** Azure Blob Storage: responds with 403 to an expired URL. */
  AZURE(UrlScheme.AZURE);

  private final UrlScheme urlScheme;

  StorageProvider(UrlScheme urlScheme) {
    this.urlScheme = urlScheme;
  }

  UrlScheme urlScheme() {
    return urlScheme;
  }
}
