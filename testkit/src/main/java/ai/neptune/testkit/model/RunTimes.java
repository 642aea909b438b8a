package ai.neptune.testkit.model;

/** Times of a run, from its points and its lineage. */
final class RunTimes {
  private RunTimes() {}

  /** The time of the last own point, or the creation time if that is later. Epoch milliseconds. */
  static long lastModified(Run run) {
    long latest = run.creationTime();
    for (int i = 0; i < run.ownShape().size(); i++) {
      if (run.ownValue(i) instanceof Series series && series.size() > 0) {
        latest = Math.max(latest, series.time(series.size() - 1));
      }
    }
    return latest;
  }

  static double secondsOfRun(Run run) {
    return (lastModified(run) - run.creationTime()) / 1000.0;
  }

  /** The running times of the run and of those of its ancestors that are of its experiment. */
  static double secondsOfExperiment(Run run) {
    double seconds = 0;
    for (Run ancestor = run; ancestor != null; ancestor = ancestor.parent()) {
      if (Lineage.EXPERIMENT.includes(run, ancestor)) {
        seconds += secondsOfRun(ancestor);
      }
    }
    return seconds;
  }

  /** Milliseconds from the creation of the first ancestor to that of the run. */
  static long sinceRoot(Run run) {
    return run.creationTime() - root(run).creationTime();
  }

  /** The first ancestor; the run itself if it was not forked. */
  static Run root(Run run) {
    Run root = run;
    while (root.parent() != null) {
      root = root.parent();
    }
    return root;
  }
}
