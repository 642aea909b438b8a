package ai.neptune.testkit.api;

import ai.neptune.testkit.http.Body;
import ai.neptune.testkit.http.Request;
import ai.neptune.testkit.http.Response;
import ai.neptune.testkit.model.Blob;
import ai.neptune.testkit.model.ProjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The storage: serves blobs to whoever has a signed URL (docs/protocol.md, 4.8). */
final class BlobEndpoint {
  private final ProjectStore projects;
  private final SignedUrls urls;
  private final UrlScheme scheme;

  BlobEndpoint(ProjectStore projects, SignedUrls urls, UrlScheme scheme) {
    this.projects = projects;
    this.urls = urls;
    this.scheme = scheme;
  }

  /** A part of a blob, sent without being held. */
  private record BlobBody(Blob blob, ByteRange range) implements Body {
    @Override
    public long length() {
      return range.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      blob.writeTo(out, range.from(), range.to());
    }
  }

  Response get(Request request) {
    if (!request.method().equals("GET")) {
      return error(405, "MethodNotAllowed", "a signed URL is for GET");
    }
    if (request.header("Authorization").isPresent()) {
      return error(
          400,
          "InvalidArgument",
          "only one way of authorization is allowed: the signature or the header");
    }
    if (request.fault().expireSignedUrls() || !urls.isValid(request)) {
      return error(scheme.refusal(), "ExpiredToken", "the signature is invalid or has expired");
    }
    Optional<Blob> blob = find(request.path());
    if (blob.isEmpty()) {
      return error(404, "NoSuchKey", "there is no blob of that name");
    }
    return send(request, blob.get());
  }

  private Response send(Request request, Blob blob) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/octet-stream");
    headers.put("ETag", blob.entityTag());
    headers.put("Accept-Ranges", "bytes");
    ByteRange whole = new ByteRange(0, blob.size());
    Optional<String> header =
        request
            .header("x-ms-range") // Azure's own clients send it instead.
            .or(() -> request.header("Range"))
            .filter(range -> request.header("If-Range").map(blob.entityTag()::equals).orElse(true));
    if (header.isEmpty()) {
      return new Response(200, headers, new BlobBody(blob, whole));
    }
    Optional<ByteRange> range = ByteRange.parse(header.get(), blob.size());
    if (range.isEmpty()) {
      return new Response(200, headers, new BlobBody(blob, whole));
    }
    if (range.get().length() <= 0) {
      headers.put("Content-Range", "bytes */" + blob.size());
      return new Response(416, headers, Body.of(new byte[0]));
    }
    headers.put("Content-Range", range.get().contentRange(blob.size()));
    return new Response(206, headers, new BlobBody(blob, range.get()));
  }

  private Optional<Blob> find(String path) {
    String rest = path.substring(SignedUrls.PREFIX.length());
    int workspaceEnd = rest.indexOf('/');
    int projectEnd = rest.indexOf('/', workspaceEnd + 1);
    return workspaceEnd < 0 || projectEnd < 0
        ? Optional.empty()
        : projects
            .project(rest.substring(0, projectEnd))
            .flatMap(project -> project.blob(rest.substring(projectEnd + 1)));
  }

  private static Response error(int status, String code, String message) {
    String document =
        "<Error><Code>%s</Code><Message>%s</Message></Error>".formatted(code, message);
    return new Response(
        status,
        Map.of("Content-Type", "application/xml"),
        Body.of(document.getBytes(StandardCharsets.UTF_8)));
  }
}
