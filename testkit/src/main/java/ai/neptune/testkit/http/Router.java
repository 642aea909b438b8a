package ai.neptune.testkit.http;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which endpoint handles which request. */
public final class Router {
  private final Map<String, Map<String, Route>> exact = new HashMap<>();
  private String blobPrefix = "";
  private @Nullable Route blobs;

  /** An endpoint, and the kind of its requests. */
  record Route(RequestKind kind, Endpoint endpoint) {}

  /** Handles a method and path. */
  public Router on(String method, String path, RequestKind kind, Endpoint endpoint) {
    exact.computeIfAbsent(path, key -> new HashMap<>()).put(method, new Route(kind, endpoint));
    return this;
  }

  /** Handles every path under a prefix, whatever the method. */
  public Router onBlobs(String prefix, Endpoint endpoint) {
    blobPrefix = prefix;
    blobs = new Route(RequestKind.BLOB, endpoint);
    return this;
  }

  Route route(String method, String path) {
    if (blobs != null && path.startsWith(blobPrefix)) {
      return blobs;
    }
    Map<String, Route> methods = exact.get(path);
    if (methods == null) {
      return error(404, "NOT_FOUND", "there is no request " + path);
    }
    Route route = methods.get(method);
    return route == null
        ? error(405, "METHOD_NOT_ALLOWED", method + " is not allowed for " + path)
        : route;
  }

  private static Route error(int status, String errorType, String message) {
    return new Route(
        RequestKind.OTHER,
        request -> {
          throw new ApiException(status, errorType, message);
        });
  }
}
