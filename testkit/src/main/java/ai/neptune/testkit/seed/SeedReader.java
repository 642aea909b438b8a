package ai.neptune.testkit.seed;

import ai.neptune.testkit.json.JsonDocuments;
import ai.neptune.testkit.json.JsonFormatException;
import ai.neptune.testkit.json.JsonObject;
import ai.neptune.testkit.model.ProjectBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads projects run by run, so that a large document is never in memory as a whole. */
public final class SeedReader {
  private static final Pattern IDENTIFIER = Pattern.compile("[^/]+/[^/]+");
  private static final ObjectReader READER =
      JsonDocuments.MAPPER
          .readerFor(JsonNode.class)
          .without(JsonParser.Feature.AUTO_CLOSE_SOURCE)
          .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final JsonParser parser;

  private SeedReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads one project, or a list of projects. The stream is left open.
   *
   * @throws JsonFormatException if the document is not as testkit/README.md, "Projects" describes
   *     it; the message names the place
   */
  public static List<ProjectBuilder> read(InputStream document) throws IOException {
    try (JsonParser parser = READER.createParser(document)) {
      return new SeedReader(parser).readDocument();
    } catch (JsonProcessingException e) {
      throw new JsonFormatException(
          "the seed is not JSON at line %d, column %d: %s"
              .formatted(
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage()),
          e);
    }
  }

  private List<ProjectBuilder> readDocument() throws IOException {
    List<ProjectBuilder> projects = new ArrayList<>();
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        projects.add(readProject("projects[" + projects.size() + "]"));
      }
    } else {
      projects.add(readProject("project"));
    }
    if (parser.nextToken() != null) {
      throw new JsonFormatException("the seed goes on after its end");
    }
    return projects;
  }

  private ProjectBuilder readProject(String place) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new JsonFormatException(place + " must be an object");
    }
    ProjectBuilder project = new ProjectBuilder();
    boolean named = false;
    boolean hasRuns = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      if (field.equals("project") && !named) {
        project.identifier(readIdentifier(place));
        named = true;
      } else if (field.equals("runs") && !hasRuns) {
        readRuns(project, place);
        hasRuns = true;
      } else {
        throw new JsonFormatException(
            "%s has an unknown or repeated field \"%s\"; known are project, runs"
                .formatted(place, field));
      }
    }
    if (!named) {
      throw new JsonFormatException(place + " has no field \"project\"");
    }
    return project;
  }

  private String readIdentifier(String place) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING
        || !IDENTIFIER.matcher(parser.getText()).matches()) {
      throw new JsonFormatException(
          place + ".project must be a string of the form workspace/project");
    }
    return parser.getText();
  }

  private void readRuns(ProjectBuilder project, String place) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new JsonFormatException(place + ".runs must be a list");
    }
    RunReader runs = new RunReader(project);
    int position = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String runPlace = place + ".runs[" + position + "]";
      runs.read(JsonObject.of(READER.readTree(parser), runPlace), position);
      position++;
    }
  }
}
