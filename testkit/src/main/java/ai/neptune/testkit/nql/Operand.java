package ai.neptune.testkit.nql;

import ai.neptune.testkit.model.Aggregate;
import ai.neptune.testkit.model.AttributeType;
import ai.neptune.testkit.model.FloatAggregates;
import ai.neptune.testkit.model.Lineage;
import ai.neptune.testkit.model.ObjectSeries;
import ai.neptune.testkit.model.Run;
import ai.neptune.testkit.model.SeriesView;
import org.jspecify.annotations.Nullable;

/** What a condition or a sort order looks at: an attribute of exactly one type. */
public record Operand(String name, AttributeType type, Aggregate aggregate) {

  /** The value in a run, for a series its aggregate; null if the run does not have it. */
  public @Nullable Object valueOf(Run run) {
    if (type == AttributeType.FLOAT_SERIES) {
      FloatAggregates aggregates = run.aggregates(name);
      return aggregates == null ? null : aggregates.get(aggregate);
    }
    if (type.isSeries()) {
      SeriesView<ObjectSeries> view = run.objectSeries(name, type, Lineage.FULL);
      if (view == null || view.size() == 0) {
        return null;
      }
      SeriesView.Piece<ObjectSeries> last = view.pieces().get(view.pieces().size() - 1);
      return last.series().value(last.to() - 1);
    }
    return run.value(name, type);
  }
}
