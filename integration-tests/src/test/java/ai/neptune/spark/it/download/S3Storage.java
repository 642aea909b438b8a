package ai.neptune.spark.it.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A bucket of a server that speaks S3's protocol, in a process of its own. */
final class S3Storage implements Storage {

  /** The smallest part that S3 takes: larger files are uploaded in several. */
  static final int PART_BYTES = 5 << 20;

  private static final Pattern UPLOAD = Pattern.compile("<Key>([^<]*)</Key>");

  private static S3Storage shared;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String endpoint;

  private S3Storage(String endpoint) {
    this.endpoint = endpoint;
    send("PUT", "/exports");
  }

  /** The one that all tests of a JVM share; it ends with the JVM. */
  static synchronized S3Storage shared() {
    if (shared == null) {
      String files = System.getProperty("tests.servers") + "/s3/";
      JavaProcess server =
          JavaProcess.start(
              "s3",
              Map.of(),
              List.of(
                  "-Xmx512m",
                  "-XX:TieredStopAtLevel=1",
                  "-Dlogback.configurationFile=" + files + "logback.xml",
                  "-cp",
                  System.getProperty("tests.s3.classpath"),
                  "org.gaul.s3proxy.Main",
                  "--properties",
                  files + "s3proxy.properties"));
      String port = server.await("Started ServerConnector.*:(\\d+)}").group(1);
      shared = new S3Storage("http://127.0.0.1:" + port);
    }
    return shared;
  }

  @Override
  public String root() {
    return "s3a://exports/";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "fs.s3a.endpoint", endpoint,
        "fs.s3a.path.style.access", "true",
        "fs.s3a.connection.ssl.enabled", "false",
        "fs.s3a.access.key", "any",
        "fs.s3a.secret.key", "any",
        "fs.s3a.multipart.size", Integer.toString(PART_BYTES),
        "fs.s3a.attempts.maximum", "2");
  }

  /** Uploads in several parts that were begun and not completed. */
  @Override
  public List<String> unfinished(Tree destination) {
    return UPLOAD
        .matcher(send("GET", "/exports?uploads"))
        .results()
        .map((MatchResult upload) -> "s3a://exports/" + upload.group(1))
        .filter(upload -> upload.startsWith(destination.uri()))
        .toList();
  }

  @Override
  public boolean renames() {
    return false;
  }

  private String send(String method, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + path))
            .method(method, BodyPublishers.noBody())
            .build();
    try {
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
