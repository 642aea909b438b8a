package ai.neptune.testkit.api;

import ai.neptune.testkit.http.ApiException;
import ai.neptune.testkit.json.JsonObject;
import ai.neptune.testkit.model.Lineage;
import ai.neptune.testkit.model.Run;
import ai.neptune.testkit.model.StepRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One of the series whose points are requested (docs/protocol.md, 4.5 and 4.6).
 *
 * @param json the element of {@code requests}
 * @param run the run, or empty if there is none of the identifier
 */
record SeriesRequest(
    String id,
    JsonObject json,
    Optional<Run> run,
    String attribute,
    Lineage lineage,
    boolean includePreviews) {
  /** What holds for all series of a request. */
  record Common(StepRange range, boolean descending) {
    static Common of(JsonObject body) {
      Optional<JsonObject> range = body.optionalObject("stepRange");
      boolean descending =
          switch (body.optionalString("order").orElse("ascending")) {
            case "ascending" -> false;
            case "descending" -> true;
            default -> throw ApiException.badRequest("order must be ascending or descending");
          };
      return new Common(
          StepRange.closed(
              range.flatMap(json -> json.optionalNumber("from")).orElse(null),
              range.flatMap(json -> json.optionalNumber("to")).orElse(null)),
          descending);
    }
  }

  /**
   * Reads {@code requests}.
   *
   * @param runs finds the run of an identifier
   */
  static List<SeriesRequest> of(
      JsonObject body, Function<String, Optional<Run>> runs, Limits limits) {
    body.node("requests");
    List<SeriesRequest> requests = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    long nameBytes = 0;
    for (JsonObject json : body.objects("requests")) {
      SeriesRequest request = read(json, runs);
      if (!ids.add(request.id())) {
        throw ApiException.badRequest(json.place() + ".requestId is repeated");
      }
      nameBytes += request.attribute().getBytes(StandardCharsets.UTF_8).length;
      requests.add(request);
    }
    if (requests.size() > limits.series() || nameBytes > limits.seriesNameBytes()) {
      throw ApiException.badRequest(
          "%d series with names of %d bytes are requested; at most %d and %d are allowed"
              .formatted(requests.size(), nameBytes, limits.series(), limits.seriesNameBytes()));
    }
    return requests;
  }

  private static SeriesRequest read(JsonObject json, Function<String, Optional<Run>> runs) {
    JsonObject series = json.object("series");
    JsonObject holder = series.object("holder");
    if (!holder.string("type").equals("experiment")) {
      throw ApiException.badRequest(holder.place() + ".type must be experiment");
    }
    return new SeriesRequest(
        json.string("requestId"),
        json,
        runs.apply(holder.string("identifier")),
        series.string("attribute"),
        lineageOf(series),
        series.bool("includePreview", false));
  }

  private static Lineage lineageOf(JsonObject series) {
    Lineage own =
        switch (series.optionalString("lineageEntityType").orElse("EXPERIMENT")) {
          case "EXPERIMENT" -> Lineage.EXPERIMENT;
          case "RUN" -> Lineage.RUN;
          default ->
              throw ApiException.badRequest(
                  series.place() + ".lineageEntityType must be EXPERIMENT or RUN");
        };
    return switch (series.optionalString("lineage").orElse("FULL")) {
      case "FULL" -> Lineage.FULL;
      case "NONE" -> own;
      default -> throw ApiException.badRequest(series.place() + ".lineage must be FULL or NONE");
    };
  }
}
