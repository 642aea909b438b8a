package ai.neptune.testkit.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Joins the points of a run to those of its ancestors. */
final class SeriesLineage {
  private SeriesLineage() {}

  /**
   * The points of a series of exactly this type, or null if the run has none: an attribute of
   * another type with the name hides what is farther away in the lineage.
   */
  static <S extends Series> @Nullable SeriesView<S> view(
      Run run, String name, AttributeType type, Class<S> kind, Lineage lineage) {
    List<SeriesView.Piece<S>> pieces = new ArrayList<>(2);
    boolean defined = false;
    double lastInherited = Double.POSITIVE_INFINITY;
    for (Run ancestor = run; ancestor != null; ancestor = ancestor.parent()) {
      int index = ancestor.ownShape().indexOf(name);
      if (index >= 0) {
        AttributeType found = ancestor.ownShape().get(index).type();
        if (found != type) {
          if (ancestor == run || reaches(ancestor, index, lastInherited)) {
            break;
          }
        } else {
          S series = kind.cast(ancestor.ownValue(index));
          int count = series.countUpTo(lastInherited, true);
          defined |= ancestor == run || count > 0;
          if (lineage.includes(run, ancestor)) {
            pieces.add(new SeriesView.Piece<>(series, 0, count));
          }
        }
      }
      if (ancestor.fork() != null) {
        lastInherited = Math.min(lastInherited, ancestor.fork().step());
      }
    }
    Collections.reverse(pieces);
    return defined ? SeriesView.of(pieces) : null;
  }

  /** Whether a forked run inherits at least one point of a series of its parent. */
  static boolean inherits(Run run, AttributeDefinition series) {
    double lastInherited = Objects.requireNonNull(run.fork()).step();
    for (Run ancestor = run.parent(); ancestor != null; ancestor = ancestor.parent()) {
      int index = ancestor.ownShape().indexOf(series.name());
      if (index >= 0 && reaches(ancestor, index, lastInherited)) {
        return ancestor.ownShape().get(index).type() == series.type();
      }
      if (ancestor.fork() != null) {
        lastInherited = Math.min(lastInherited, ancestor.fork().step());
      }
    }
    return false;
  }

  private static boolean reaches(Run ancestor, int index, double lastInherited) {
    return ancestor.ownValue(index) instanceof Series series
        && series.countUpTo(lastInherited, true) > 0;
  }
}
