package ai.neptune.spark.download.plan;

/** The query gave other files when Spark evaluated a part of it again. */
final class PlanChangedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PlanChangedException() {
    super("The query returned other files when a part of it was evaluated again.");
  }
}
