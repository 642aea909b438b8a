package ai.neptune.client.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** A path that is relative to another (RFC 3986, 5.2). */
final class RelativePath {

  private RelativePath() {}

  /**
   * The path, with a query string if it has one.
   *
   * @param base the path that it is relative to
   */
  static String resolve(String base, String relative) {
    int query = relative.indexOf('?');
    String path = query < 0 ? relative : relative.substring(0, query);
    String directory = base.substring(0, base.lastIndexOf('/') + 1);
    return withoutDots(directory + path) + (query < 0 ? "" : relative.substring(query));
  }

  private static String withoutDots(String path) {
    Deque<String> parts = new ArrayDeque<>();
    Iterator<String> segments = List.of(path.split("/", -1)).iterator();
    segments.next();
    while (segments.hasNext()) {
      String segment = segments.next();
      if (segment.equals("..")) {
        parts.pollLast();
      } else if (!segment.equals(".")) {
        parts.addLast(segment);
        continue;
      }
      if (!segments.hasNext()) {
        parts.addLast("");
      }
    }
    return "/" + String.join("/", parts);
  }
}
