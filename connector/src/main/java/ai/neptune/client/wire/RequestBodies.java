package ai.neptune.client.wire;

import ai.neptune.client.AttributeType;
import ai.neptune.client.Container;
import ai.neptune.client.DefinitionsQuery;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.FloatSeriesQuery;
import ai.neptune.client.Lineage;
import ai.neptune.client.NameFilter;
import ai.neptune.client.RequestLimits;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.SeriesKey;
import ai.neptune.client.SeriesQuery;
import ai.neptune.client.Sorting;
import ai.neptune.client.StepRange;
import ai.neptune.client.StoredFile;
import ai.neptune.client.ValuesQuery;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON bodies of requests (docs/protocol.md, 4). */
public final class RequestBodies {

  /** The most definitions, or values, on one page. */
  public static final int PAGE_SIZE = RequestLimits.PAGE_SIZE;

  private static final JsonFactory JSON = new JsonFactory();

  private RequestBodies() {}

  /**
   * A search for entries (docs/protocol.md, 4.1), or for those of all projects (docs/protocol.md,
   * 4.2).
   */
  public static byte[] search(EntriesSearch search) {
    return object(
        json -> {
          if (search.project() != null) {
            writeProjection(json, search.projection());
          }
          json.writeObjectFieldStart("pagination");
          json.writeNumberField("limit", search.limit());
          json.writeNumberField("offset", search.offset());
          json.writeEndObject();
          json.writeBooleanField("experimentLeader", search.container() == Container.EXPERIMENT);
          writeSorting(json, search.sorting());
          if (search.nql() != null) {
            json.writeObjectFieldStart("query");
            json.writeStringField("query", search.nql());
            json.writeEndObject();
          }
        });
  }

  /** A query for attribute definitions (docs/protocol.md, 4.3). */
  public static byte[] definitions(DefinitionsQuery query, @Nullable String pageToken) {
    return object(
        json -> {
          writeStrings(json, "projectIdentifiers", query.projects());
          if (query.runs() != null) {
            writeRuns(json, query.runs());
          }
          writeNames(json, query.names());
          writeTypes(json, query.types());
          writePage(json, pageToken, PAGE_SIZE);
        });
  }

  /**
   * A query for attribute values (docs/protocol.md, 4.4).
   *
   * @param limit the most values on the page
   */
  public static byte[] values(ValuesQuery query, @Nullable String pageToken, int limit) {
    return object(
        json -> {
          writeRuns(json, query.runs());
          if (query.exactNames() != null) {
            writeStrings(json, "attributeNamesFilter", query.exactNames());
          } else {
            writeNames(json, Objects.requireNonNull(query.names()));
            writeTypes(json, query.types());
          }
          writePage(json, pageToken, limit);
        });
  }

  /** A request for points of float series (docs/protocol.md, 4.5); a series' id is its position. */
  public static byte[] floatSeries(FloatSeriesQuery query) {
    return object(
        json -> {
          json.writeArrayFieldStart("requests");
          for (int i = 0; i < query.series().size(); i++) {
            FloatSeriesQuery.Part part = query.series().get(i);
            json.writeStartObject();
            json.writeStringField("requestId", Integer.toString(i));
            if (part.afterStep() != null) {
              json.writeNumberField("afterStep", part.afterStep());
            }
            writeSeriesStart(json, part.key(), query.lineage());
            json.writeBooleanField("includePreview", query.includePreviews());
            json.writeEndObject();
            json.writeEndObject();
          }
          json.writeEndArray();
          writeSteps(json, query.steps(), query.descending());
          json.writeNumberField("perSeriesPointsLimit", query.perSeriesLimit());
        });
  }

  /** A request for points of other series (docs/protocol.md, 4.6); a series' id is its position. */
  public static byte[] series(SeriesQuery query) {
    return object(
        json -> {
          json.writeArrayFieldStart("requests");
          for (int i = 0; i < query.series().size(); i++) {
            SeriesQuery.Part part = query.series().get(i);
            json.writeStartObject();
            json.writeStringField("requestId", Integer.toString(i));
            writeSeriesStart(json, part.key(), query.lineage());
            json.writeEndObject();
            if (part.token() != null) {
              json.writeObjectFieldStart("searchAfter");
              json.writeBooleanField("finished", false);
              json.writeStringField("token", part.token());
              json.writeEndObject();
            }
            json.writeEndObject();
          }
          json.writeEndArray();
          writeSteps(json, query.steps(), query.descending());
          if (query.perSeriesLimit() != null) {
            json.writeNumberField("perSeriesPointsLimit", query.perSeriesLimit());
          }
          if (query.sizeLimitBytes() != null) {
            json.writeNumberField("sizeLimitBytes", query.sizeLimitBytes());
          }
        });
  }

  /** A request for URLs that read files (docs/protocol.md, 4.8). */
  public static byte[] signedUrls(List<StoredFile> files) {
    return object(
        json -> {
          json.writeArrayFieldStart("files");
          for (StoredFile file : files) {
            json.writeStartObject();
            json.writeStringField("project_identifier", file.project());
            json.writeStringField("path", file.path());
            json.writeStringField("permission", "read");
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void writeProjection(JsonGenerator json, List<String> names) throws IOException {
    json.writeArrayFieldStart("attributeFilters");
    for (String name : names) {
      json.writeStartObject();
      json.writeStringField("path", name);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeSorting(JsonGenerator json, Sorting sorting) throws IOException {
    json.writeObjectFieldStart("sorting");
    json.writeStringField("dir", sorting.descending() ? "descending" : "ascending");
    json.writeObjectFieldStart("sortBy");
    json.writeStringField("name", sorting.by().name());
    json.writeStringField("type", sorting.by().type().wireName());
    if (sorting.by().type().isSeries()) {
      json.writeStringField("aggregationMode", "last");
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeRuns(JsonGenerator json, List<RunIdentifier> runs) throws IOException {
    json.writeArrayFieldStart("experimentIdsFilter");
    for (RunIdentifier run : runs) {
      json.writeString(run.toString());
    }
    json.writeEndArray();
  }

  /** An alternative without conditions matches every name, and so does the whole filter then. */
  private static void writeNames(JsonGenerator json, NameFilter names) throws IOException {
    json.writeObjectFieldStart("attributeNameFilter");
    if (!names.alternatives().contains(NameFilter.ALL.alternatives().get(0))) {
      json.writeArrayFieldStart("mustMatchAny");
      for (NameFilter.Alternative alternative : names.alternatives()) {
        json.writeStartObject();
        if (!alternative.mustMatch().isEmpty()) {
          writeStrings(json, "mustMatchRegexes", alternative.mustMatch());
        }
        if (!alternative.mustNotMatch().isEmpty()) {
          writeStrings(json, "mustNotMatchRegexes", alternative.mustNotMatch());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** Types that clients ignore are never asked for. */
  private static void writeTypes(JsonGenerator json, Set<AttributeType> types) throws IOException {
    json.writeArrayFieldStart("attributeFilter");
    for (AttributeType type : AttributeType.values()) {
      boolean isAsked = types.isEmpty() || types.contains(type);
      if (isAsked && !type.isOfArchivesOnly()) {
        json.writeStartObject();
        json.writeStringField("attributeType", type.wireName());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private static void writePage(JsonGenerator json, @Nullable String pageToken, int limit)
      throws IOException {
    json.writeObjectFieldStart("nextPage");
    json.writeNumberField("limit", limit);
    if (pageToken != null) {
      json.writeStringField("nextPageToken", pageToken);
    }
    json.writeEndObject();
  }

  /** Writes the series of a request, and leaves it open for further fields. */
  private static void writeSeriesStart(JsonGenerator json, SeriesKey key, Lineage lineage)
      throws IOException {
    json.writeObjectFieldStart("series");
    json.writeObjectFieldStart("holder");
    json.writeStringField("identifier", key.run().toString());
    json.writeStringField("type", "experiment");
    json.writeEndObject();
    json.writeStringField("attribute", key.attribute());
    json.writeStringField("lineage", lineage.toTheRoot() ? "FULL" : "NONE");
    json.writeStringField("lineageEntityType", lineage.container().name());
  }

  private static void writeSteps(JsonGenerator json, StepRange steps, boolean descending)
      throws IOException {
    json.writeObjectFieldStart("stepRange");
    writeBound(json, "from", steps.from());
    writeBound(json, "to", steps.to());
    json.writeEndObject();
    json.writeStringField("order", descending ? "descending" : "ascending");
  }

  private static void writeBound(JsonGenerator json, String name, @Nullable Double bound)
      throws IOException {
    if (bound == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, bound);
    }
  }

  private static void writeStrings(JsonGenerator json, String name, List<String> strings)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String string : strings) {
      json.writeString(string);
    }
    json.writeEndArray();
  }

  private static byte[] object(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @FunctionalInterface
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }
}
