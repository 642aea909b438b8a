package ai.neptune.spark.options;

import ai.neptune.client.StepRange;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which points of series are read, and how a table shows them.
 *
 * @param steps the range of steps
 * @param tailLimit at most so many of the last points of each series within the range, or null
 * @param lineageToTheRoot whether points inherited from the runs it was forked from are included
 * @param includePreviews whether preview points are included
 * @param wideLayout whether metrics have a column per attribute instead of a row per point
 */
public record SeriesOptions(
    StepRange steps,
    @Nullable Integer tailLimit,
    boolean lineageToTheRoot,
    boolean includePreviews,
    boolean wideLayout)
    implements Serializable {

  /** The same within a further range of steps. */
  SeriesOptions within(StepRange further) {
    return new SeriesOptions(
        steps.intersection(further), tailLimit, lineageToTheRoot, includePreviews, wideLayout);
  }
}
