package ai.neptune.testkit.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a project run by run, and links the runs to their parents at the end. */
public final class ProjectBuilder {

  /**
   * The fork of a run, as its seed names it.
   *
   * @param project the parent's project identifier, or null for the run's own
   */
  public record ForkSeed(@Nullable String project, String runId, double step) {}

  private record RunSeed(
      RunHeader header, AttributeShape shape, List<Object> values, @Nullable ForkSeed fork) {}

  private final AttributeInterner interner = new AttributeInterner();
  private final Map<String, Blob> blobs = new HashMap<>();
  private final Map<String, Integer> positions = new HashMap<>();
  private final List<RunSeed> seeds = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // A seed names its project first.
  private String identifier;

  @SuppressWarnings("NullAway.Init") // Set by build().
  private Project project;

  @SuppressWarnings("NullAway.Init") // Set by build().
  private List<Run> runs;

  /** Shares definitions and shapes among the runs of this project. */
  public AttributeInterner interner() {
    return interner;
  }

  /** Names the project: {@code workspace/project}. */
  public void identifier(String newIdentifier) {
    this.identifier = newIdentifier;
  }

  /** Puts a blob into the storage, in place of what was at its path. */
  public void addBlob(String path, Blob blob) {
    blobs.put(path, blob);
  }

  /**
   * Adds a run with its own attributes.
   *
   * @param fork where it was forked, or null
   * @return false if the project has a run of that id already
   */
  public boolean addRun(
      RunHeader header, AttributeShape shape, List<Object> values, @Nullable ForkSeed fork) {
    if (positions.putIfAbsent(header.runId(), seeds.size()) != null) {
      return false;
    }
    seeds.add(new RunSeed(header, shape, values, fork));
    return true;
  }

  String identifier() {
    return identifier;
  }

  /** Makes the runs, not yet linked to their parents. */
  void build(long countersSince) {
    project = new Project(identifier, blobs, countersSince);
    runs = new ArrayList<>(seeds.size());
    for (RunSeed seed : seeds) {
      runs.add(new Run(project, runs.size(), seed.header(), seed.shape(), seed.values()));
    }
    Map<String, Run> heads = new HashMap<>();
    for (Run run : runs) {
      if (run.experiment() != null) {
        heads.merge(run.experiment(), run, (a, b) -> b.creationTime() >= a.creationTime() ? b : a);
      }
    }
    heads.values().forEach(Run::becomeHead);
    project.complete(runs);
  }

  Project project() {
    return project;
  }

  @Nullable ForkSeed forkOf(Run run) {
    return seeds.get(run.position()).fork();
  }

  /** The run of a run id, or null. */
  @Nullable Run runOf(String runId) {
    Integer position = positions.get(runId);
    return position == null ? null : runs.get(position);
  }
}
