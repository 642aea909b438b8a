package ai.neptune.archive.index;

import ai.neptune.archive.file.ArchiveFile;
import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.RunIdentifier;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run of an archive, as far as every read needs it.
 *
 * @param project the project identifier
 * @param runId what the exporter calls the run: its custom run id, in Neptune 2 its sys id
 * @param folder the name of the project's folder
 * @param files the Parquet files that hold its rows, in the order of their parts
 * @param system the system attributes of {@link SystemValues} that its rows hold, by name
 * @param floatPoints how many rows its float series have
 * @param otherPoints how many rows its other series have
 * @param floatGroups in how many row groups its float series are
 */
public record ArchivedRun(
    String project,
    String runId,
    String folder,
    List<ArchiveFile> files,
    Map<String, Serializable> system,
    long floatPoints,
    long otherPoints,
    int floatGroups)
    implements Serializable {

  /** No two runs of an archive have one id, and there are too many to look at all of each. */
  @Override
  public int hashCode() {
    return 31 * project.hashCode() + runId.hashCode();
  }

  /** How the run is named in questions: the run id, because not every run has a sys id. */
  public RunIdentifier id() {
    return new RunIdentifier(project, runId);
  }

  /** The text of a system attribute, or null. */
  public @Nullable String text(AttributeDefinition attribute) {
    return (String) system.get(attribute.name());
  }

  /**
   * The name of the experiment that the run belongs to, or null. In Neptune 3 every run of an
   * experiment has its name for a name; in Neptune 2 that is only a label.
   */
  public @Nullable String experiment() {
    String experiment = text(SystemValues.EXPERIMENT);
    return experiment == null && runId.equals(text(SystemValues.RUN_ID)) ? name() : experiment;
  }

  /**
   * What a search goes by: a system attribute, or what says the same where an export leaves it out;
   * null if nothing does.
   */
  public @Nullable Serializable searchable(String name) {
    if (name.equals(SystemValues.RUN_ID.name())) {
      return runId;
    }
    if (name.equals(SystemValues.EXPERIMENT.name())) {
      return experiment();
    }
    if (name.equals(SystemValues.NAME.name()) && name() == null) {
      return experiment();
    }
    return system.get(name);
  }

  /** What is called the experiment's name in {@code sys/name}, or null. */
  public @Nullable String name() {
    return text(SystemValues.NAME);
  }

  /** When the run was created, in epoch milliseconds; 0 if that is not known. */
  public long creationTime() {
    return system.get(SystemValues.CREATION_TIME.name()) instanceof Long time ? time : 0;
  }

  /** Whether the run was the head of its experiment when it was exported. */
  public boolean isMarkedAsHead() {
    return Boolean.TRUE.equals(system.get(SystemValues.IS_HEAD.name()));
  }

  /** The run id of the run that it was forked from, or null. */
  public @Nullable String forkedFrom() {
    return text(SystemValues.FORKED_FROM);
  }

  /** The last inherited step; null if the archive does not say. */
  public @Nullable Double forkStep() {
    return system.get(SystemValues.FORK_STEP.name()) instanceof Number step
        ? (Double) step.doubleValue()
        : null;
  }

  /** How many forks lie between the run and the root; null if the archive does not say. */
  public @Nullable Long depth() {
    return (Long) system.get(SystemValues.FORK_DEPTH.name());
  }

  /** Whether the rows of the run hold any system attribute: a filtered export has none. */
  public boolean hasSystemAttributes() {
    return !system.isEmpty();
  }

  /** Whether the run is of Neptune 2, as far as its rows tell. */
  public boolean isOfNeptune2() {
    return runId.equals(text(SystemValues.SYS_ID))
        && experiment() == null
        && !runId.equals(text(SystemValues.RUN_ID));
  }

  /** This run with what another file says of it. */
  ArchivedRun with(ArchivedRun further) {
    List<ArchiveFile> allFiles = new ArrayList<>(files);
    allFiles.addAll(further.files);
    Map<String, Serializable> allSystem = new HashMap<>(further.system);
    allSystem.putAll(system);
    return new ArchivedRun(
        project,
        runId,
        folder,
        List.copyOf(allFiles),
        Map.copyOf(allSystem),
        floatPoints + further.floatPoints,
        otherPoints + further.otherPoints,
        floatGroups + further.floatGroups);
  }
}
