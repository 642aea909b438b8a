package ai.neptune.archive.check;

import ai.neptune.archive.Relatives;
import ai.neptune.archive.index.ArchivedRun;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that a task found out about a run. */
final class RunFindings implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ArchivedRun run;
  private final Contents own = new Contents();
  private final Counters counters = new Counters();
  private final ArrayList<String> unreadable = new ArrayList<>();
  private final FileReferences files = new FileReferences();
  private Contents withInherited = own;
  private @Nullable String missingParent;
  private @Nullable String parentAtUnknownStep;
  private boolean hasTypesOfNeptune2;

  RunFindings(ArchivedRun run) {
    this.run = run;
  }

  ArchivedRun run() {
    return run;
  }

  /** What the run's own rows hold. */
  Contents own() {
    return own;
  }

  /** The same and what it inherits from its ancestors in the archive. */
  Contents withInherited() {
    return withInherited;
  }

  void inherited(Contents contents) {
    withInherited = contents;
  }

  Counters counters() {
    return counters;
  }

  FileReferences files() {
    return files;
  }

  /** What could not be read, as sentences. */
  List<String> unreadable() {
    return unreadable;
  }

  /** The run id of the nearest ancestor that the archive does not have, or null. */
  @Nullable String missingParent() {
    return missingParent;
  }

  /**
   * The run id of an ancestor whose points are inherited up to a step that nobody knows, or null.
   */
  @Nullable String parentAtUnknownStep() {
    return parentAtUnknownStep;
  }

  void misses(Relatives.Gap gap) {
    if (gap.isThere()) {
      parentAtUnknownStep = gap.parent();
    } else {
      missingParent = gap.parent();
    }
  }

  void hasTypeOfNeptune2() {
    hasTypesOfNeptune2 = true;
  }

  /** The version of Neptune that the run was exported from, or null if nothing tells. */
  @Nullable Integer generation() {
    if (hasTypesOfNeptune2 || run.isOfNeptune2()) {
      return 2;
    }
    return run.hasSystemAttributes() || !counters.isEmpty() ? Integer.valueOf(3) : null;
  }
}
