package ai.neptune.testkit.model;

import java.util.Objects;

/** The sizes of a run. */
final class RunCounts {
  private RunCounts() {}

  /** The number of points of all series as a full lineage gives them, previews aside. */
  static long points(Run run) {
    long points = 0;
    AttributeShape definitions = run.definitions();
    for (int i = 0; i < definitions.size(); i++) {
      AttributeDefinition definition = definitions.get(i);
      if (definition.type() == AttributeType.FLOAT_SERIES) {
        points +=
            Objects.requireNonNull(run.floatSeries(definition.name(), Lineage.FULL, false)).size();
      } else if (definition.type().isSeries()) {
        points +=
            Objects.requireNonNull(
                    run.objectSeries(definition.name(), definition.type(), Lineage.FULL))
                .size();
      }
    }
    return points;
  }

  /** The bytes of the run's own files. */
  static long bytesOfFiles(Run run) {
    long bytes = 0;
    for (int i = 0; i < run.ownShape().size(); i++) {
      Object value = run.ownValue(i);
      if (value instanceof FileRef file) {
        bytes += file.sizeBytes();
      } else if (value instanceof ObjectSeries series) {
        for (int point = 0; point < series.size(); point++) {
          bytes += series.value(point) instanceof FileRef file ? file.sizeBytes() : 0;
        }
      }
    }
    return bytes;
  }
}
