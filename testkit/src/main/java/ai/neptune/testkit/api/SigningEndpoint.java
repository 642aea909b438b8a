package ai.neptune.testkit.api;

import ai.neptune.testkit.http.ApiException;
import ai.neptune.testkit.http.Request;
import ai.neptune.testkit.http.Response;
import ai.neptune.testkit.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Signs the URLs of blobs, whether they exist or not (docs/protocol.md, 4.8). */
final class SigningEndpoint {
  private final ProjectAccess projects;
  private final SignedUrls urls;
  private final String provider;
  private final int maxFiles;

  SigningEndpoint(ProjectAccess projects, SignedUrls urls, UrlScheme scheme, Limits limits) {
    this.projects = projects;
    this.urls = urls;
    this.provider = scheme.name().toLowerCase(Locale.ROOT);
    this.maxFiles = limits.signedFiles();
  }

  Response sign(Request request) {
    JsonObject body = request.json();
    body.node("files");
    List<JsonObject> files = body.objects("files");
    if (files.size() > maxFiles) {
      throw new ApiException(
          413,
          "BAD_REQUEST",
          "%d files are requested; at most %d are allowed".formatted(files.size(), maxFiles));
    }
    String prefix = request.fault().signedUrlPrefix();
    String address = prefix == null ? request.baseUrl() : prefix;
    List<Map<String, String>> signed = new ArrayList<>();
    for (JsonObject file : files) {
      signed.add(sign(file, address));
    }
    return Response.json(200, Map.of("files", signed));
  }

  private Map<String, String> sign(JsonObject file, String address) {
    if (!file.string("permission").equals("read")) {
      throw ApiException.badRequest(file.place() + ".permission must be read");
    }
    String project = file.string("project_identifier");
    String path = file.string("path");
    projects.project(project);
    Map<String, String> signed = new LinkedHashMap<>();
    signed.put("project_identifier", project);
    signed.put("path", path);
    signed.put("url", address + urls.sign(project, path));
    signed.put("provider", provider);
    return signed;
  }
}
