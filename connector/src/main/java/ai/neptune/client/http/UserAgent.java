package ai.neptune.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The header {@code User-Agent} of all requests, in the form of docs/protocol.md, 1. */
public final class UserAgent {

  public static final String VALUE =
      "neptune-spark/%s (java=%s; os=%s)"
          .formatted(version(), System.getProperty("java.version"), System.getProperty("os.name"));

  private UserAgent() {}

  private static String version() {
    Properties build = new Properties();
    try (InputStream in = UserAgent.class.getResourceAsStream("build.properties")) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version");
  }
}
