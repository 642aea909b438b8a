package ai.neptune.testkit.seed;

import ai.neptune.testkit.json.JsonFormatException;
import ai.neptune.testkit.json.JsonObject;
import ai.neptune.testkit.model.AttributeDefinition;
import ai.neptune.testkit.model.AttributeType;
import ai.neptune.testkit.model.ProjectBuilder;
import ai.neptune.testkit.model.ProjectBuilder.ForkSeed;
import ai.neptune.testkit.model.RunHeader;
import ai.neptune.testkit.model.SystemAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads the runs of one project. */
final class RunReader {
  private static final Set<String> FIELDS =
      Set.of("run", "experiment", "fork", "creationTime", "archived", "attributes", "series");
  private static final Set<String> FORK_FIELDS = Set.of("project", "run", "step");
  private static final long FIRST_CREATION_TIME =
      Instant.parse("2025-01-01T00:00:00Z").toEpochMilli();
  private static final int MAX_NAME_BYTES = 730;
  private static final int MAX_PATH_BYTES = 1024;

  private final ProjectBuilder project;
  private final FileReader files;
  private final AttributeReader attributes;

  RunReader(ProjectBuilder project) {
    this.project = project;
    this.files = new FileReader(project);
    this.attributes = new AttributeReader(files);
  }

  void read(JsonObject json, int position) {
    json.allowOnly(FIELDS);
    String runId = SeedLimits.bounded(json.string("run"), MAX_NAME_BYTES, json.place() + ".run");
    String experiment =
        json.optionalString("experiment")
            .map(name -> SeedLimits.bounded(name, MAX_NAME_BYTES, json.place() + ".experiment"))
            .orElse(null);
    long creationTime =
        json.optionalString("creationTime")
            .map(text -> AttributeReader.millis(text, json.place() + ".creationTime"))
            .orElse(FIRST_CREATION_TIME + 1000L * position);
    RunHeader header = new RunHeader(runId, experiment, creationTime, json.bool("archived", false));
    ForkSeed fork = json.optionalObject("fork").map(RunReader::readFork).orElse(null);

    files.startRun(runId);
    Map<AttributeDefinition, Object> own = new TreeMap<>();
    json.optionalObject("attributes").ifPresent(object -> readAttributes(object, own));
    SeriesReader series = new SeriesReader(files, creationTime, fork == null ? -1 : fork.step());
    json.optionalObject("series").ifPresent(object -> readSeries(object, series, own));
    if (!project.addRun(
        header, project.interner().shape(own.keySet()), List.copyOf(own.values()), fork)) {
      throw new JsonFormatException(json.place() + ": there is a run \"" + runId + "\" already");
    }
  }

  private void readAttributes(JsonObject json, Map<AttributeDefinition, Object> own) {
    for (String name : json.names()) {
      JsonObject attribute = json.object(name);
      AttributeType type = typeOf(attribute);
      if (type.isSeries()) {
        throw new JsonFormatException(
            "%s is a %s: it belongs under \"series\""
                .formatted(attribute.place(), type.userName()));
      }
      requireAllowed(name, type, attribute.place());
      own.put(project.interner().definition(name, type), attributes.read(name, type, attribute));
    }
  }

  private void readSeries(
      JsonObject json, SeriesReader series, Map<AttributeDefinition, Object> own) {
    Set<String> taken =
        own.keySet().stream().map(AttributeDefinition::name).collect(Collectors.toSet());
    for (String name : json.names()) {
      JsonObject attribute = json.object(name);
      AttributeType type = typeOf(attribute);
      if (!type.isSeries()) {
        throw new JsonFormatException(
            "%s is a %s: it belongs under \"attributes\""
                .formatted(attribute.place(), type.userName()));
      }
      requireAllowed(name, type, attribute.place());
      if (!taken.add(name)) {
        throw new JsonFormatException(
            attribute.place() + ": the run has an attribute of that name already");
      }
      own.put(project.interner().definition(name, type), series.read(name, type, attribute));
    }
  }

  private static AttributeType typeOf(JsonObject attribute) {
    String name = attribute.string("type");
    return AttributeType.ofUserName(name)
        .orElseThrow(
            () ->
                new JsonFormatException(
                    "%s.type is unknown: \"%s\"".formatted(attribute.place(), name)));
  }

  private static void requireAllowed(String name, AttributeType type, String place) {
    if (name.isEmpty()) {
      throw new JsonFormatException(place + ": the name of an attribute must not be empty");
    }
    SeedLimits.bounded(name, MAX_PATH_BYTES, place);
    AttributeType system = SystemAttributes.typeOf(name);
    if (system != null && system != type) {
      throw new JsonFormatException(
          "%s must be a %s, as system attributes have known types"
              .formatted(place, system.userName()));
    }
    if (SystemAttributes.isComputed(name)) {
      throw new JsonFormatException(place + " is computed by the server and cannot be given");
    }
  }

  private static ForkSeed readFork(JsonObject json) {
    json.allowOnly(FORK_FIELDS);
    double step = SeedLimits.step(json.node("step"), json.place() + ".step");
    return new ForkSeed(json.optionalString("project").orElse(null), json.string("run"), step);
  }
}
