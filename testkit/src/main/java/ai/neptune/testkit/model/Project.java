package ai.neptune.testkit.model;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A project: its runs, and the blobs in its storage. Immutable once it is in the store. */
public final class Project {
  private final String identifier;
  private final String workspace;
  private final String name;
  private final String key;
  private final Map<String, Blob> blobs;
  private final DefinitionShapes shapes = new DefinitionShapes();
  private final long countersSince;
  private List<Run> runs = List.of();
  private volatile @Nullable Map<String, Run> runsById;

  Project(String identifier, Map<String, Blob> blobs, long countersSince) {
    int slash = identifier.indexOf('/');
    this.identifier = identifier;
    this.workspace = identifier.substring(0, slash);
    this.name = identifier.substring(slash + 1);
    this.key = keyOf(name);
    this.blobs = blobs;
    this.countersSince = countersSince;
  }

  /** The project identifier, {@code workspace/project}. */
  public String identifier() {
    return identifier;
  }

  /** The workspace's name. */
  public String workspace() {
    return workspace;
  }

  /** The project's name in its workspace. */
  public String name() {
    return name;
  }

  /** The prefix of the sys ids of the project. */
  public String key() {
    return key;
  }

  /** An id of the project, the same whenever the server starts. */
  public String uuid() {
    return uuidOf(identifier);
  }

  /** An id of the workspace, the same whenever the server starts. */
  public String workspaceUuid() {
    return uuidOf(workspace);
  }

  /** The runs by position. */
  public List<Run> runs() {
    return runs;
  }

  /** The run of a run identifier, such as {@code team-alpha/project-x/PROJ-123}. */
  public Optional<Run> run(String runIdentifier) {
    String prefix = identifier + "/" + key + "-";
    if (!runIdentifier.startsWith(prefix)) {
      return Optional.empty();
    }
    String number = runIdentifier.substring(prefix.length());
    if (number.isEmpty() || number.length() > 9 || !number.chars().allMatch(Project::isDigit)) {
      return Optional.empty();
    }
    int position = Integer.parseInt(number) - 1;
    return position >= 0 && position < runs.size() && number.charAt(0) != '0'
        ? Optional.of(runs.get(position))
        : Optional.empty();
  }

  /** The run of a run id, such as {@code kittiwake-i2ufv}. */
  public Optional<Run> runOfId(String runId) {
    Map<String, Run> known = runsById;
    if (known == null) {
      known = new HashMap<>();
      for (Run run : runs) {
        known.put(run.runId(), run);
      }
      runsById = known;
    }
    return Optional.ofNullable(known.get(runId));
  }

  /** The blob at a path of the storage. */
  public Optional<Blob> blob(String path) {
    return Optional.ofNullable(blobs.get(path));
  }

  /** The creation time, in epoch milliseconds, of the first runs with counters. */
  long countersSince() {
    return countersSince;
  }

  DefinitionShapes shapes() {
    return shapes;
  }

  void complete(List<Run> allRuns) {
    this.runs = List.copyOf(allRuns);
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  // project-x -> PROJ: the first four letters and digits.
  private static String keyOf(String name) {
    StringBuilder key = new StringBuilder();
    name.codePoints()
        .filter(Character::isLetterOrDigit)
        .map(Character::toUpperCase)
        .limit(4)
        .forEach(key::appendCodePoint);
    return key.length() == 0 ? "RUN" : key.toString();
  }

  private static String uuidOf(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
