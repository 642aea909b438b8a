package ai.neptune.testkit.api;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a provider of storage says in a signed URL until when it is valid, and by what it is signed.
 */
public enum UrlScheme {
  /** Google Cloud Storage. */
  GCP("X-Goog-Signature", 400) {
    @Override
    Map<String, String> parameters(Instant now, Duration lifetime) {
      return dated("X-Goog-", "GOOG4-RSA-SHA256", "auto/storage/goog4_request", now, lifetime);
    }

    @Override
    Instant expiry(Map<String, String> parameters) {
      return dated("X-Goog-", parameters);
    }
  },
  /** Amazon S3. */
  AWS("X-Amz-Signature", 403) {
    @Override
    Map<String, String> parameters(Instant now, Duration lifetime) {
      return dated("X-Amz-", "AWS4-HMAC-SHA256", "us-east-1/s3/aws4_request", now, lifetime);
    }

    @Override
    Instant expiry(Map<String, String> parameters) {
      return dated("X-Amz-", parameters);
    }
  },
  /** Azure Blob Storage. */
  AZURE("sig", 403) {
    @Override
    Map<String, String> parameters(Instant now, Duration lifetime) {
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("sv", "2024-11-04");
      parameters.put("se", now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS).toString());
      parameters.put("sr", "b");
      parameters.put("sp", "r");
      return parameters;
    }

    @Override
    Instant expiry(Map<String, String> parameters) {
      return Instant.parse(parameters.getOrDefault("se", ""));
    }
  };

  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String signatureParameter;
  private final int refusal;

  UrlScheme(String signatureParameter, int refusal) {
    this.signatureParameter = signatureParameter;
    this.refusal = refusal;
  }

  /** The parameter that holds the signature. */
  String signatureParameter() {
    return signatureParameter;
  }

  /** The status for a URL that has expired or is badly signed. */
  int refusal() {
    return refusal;
  }

  /** The parameters of a URL that is valid from now on, without its signature. */
  abstract Map<String, String> parameters(Instant now, Duration lifetime);

  /**
   * When a URL with these parameters expires.
   *
   * @throws RuntimeException if they are not those of this provider
   */
  abstract Instant expiry(Map<String, String> parameters);

  private static Map<String, String> dated(
      String prefix, String algorithm, String scope, Instant now, Duration lifetime) {
    String date = BASIC.format(now);
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(prefix + "Algorithm", algorithm);
    parameters.put(prefix + "Credential", "testkit/" + date.substring(0, 8) + "/" + scope);
    parameters.put(prefix + "Date", date);
    parameters.put(prefix + "Expires", Long.toString(lifetime.toSeconds()));
    parameters.put(prefix + "SignedHeaders", "host");
    return parameters;
  }

  private static Instant dated(String prefix, Map<String, String> parameters) {
    Instant date = BASIC.parse(parameters.getOrDefault(prefix + "Date", ""), Instant::from);
    return date.plusSeconds(Long.parseLong(parameters.getOrDefault(prefix + "Expires", "")));
  }
}
