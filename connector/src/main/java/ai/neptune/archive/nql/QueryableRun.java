package ai.neptune.archive.nql;

import ai.neptune.client.AttributeDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as a query sees it. Series include the points that the run inherited; {@link
 * NqlFilter#needs()} tells in advance what a query asks for.
 */
public interface QueryableRun {

  /** Whether the run has an attribute of this name and exactly this type. */
  boolean has(AttributeDefinition attribute);

  /**
   * The value of a single-valued attribute, or the last value of a string series; null if the run
   * does not have it.
   *
   * @return a Double for {@code FLOAT}, a Long for {@code INT}, a String for {@code STRING} and
   *     {@code STRING_SERIES}, a Boolean for {@code BOOL}, a Long (epoch milliseconds) for {@code
   *     DATETIME}, a {@link List} of String for {@code STRING_SET}
   */
  @Nullable Object value(AttributeDefinition attribute);

  /**
   * An aggregate of a float series; null if the run does not have the series, or no finite point
   * where the aggregate needs one.
   */
  @Nullable Double aggregate(AttributeDefinition floatSeries, Aggregate aggregate);
}
