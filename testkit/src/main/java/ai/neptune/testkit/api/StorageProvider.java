package ai.neptune.testkit.api;

import java.util.Locale;

/** Whose storage the server plays: they differ in how an expired URL is answered. */
public enum StorageProvider {
  /** Google: an expired or badly signed URL is answered with 400. */
  GCP(400),
  /** Amazon: an expired or badly signed URL is answered with 403. */
  AWS(403);

  private final int expiredStatus;

  StorageProvider(int expiredStatus) {
    this.expiredStatus = expiredStatus;
  }

  int expiredStatus() {
    return expiredStatus;
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
