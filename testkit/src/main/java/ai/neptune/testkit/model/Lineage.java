package ai.neptune.testkit.model;

/** Which runs contribute points to a series (docs/protocol.md, 4.5). */
public enum Lineage {
  /** The points of the run and of all its ancestors, each up to its fork step. */
  FULL,
  /** Those of the run and of the ancestors that belong to the same experiment. */
  EXPERIMENT,
  /** Those of the run only. */
  RUN;

  boolean includes(Run run, Run ancestor) {
    return switch (this) {
      case FULL -> true;
      case EXPERIMENT ->
          run == ancestor
              || (run.experiment() != null
                  && run.experiment().equals(ancestor.experiment())
                  && run.project() == ancestor.project());
      case RUN -> run == ancestor;
    };
  }
}
