package ai.neptune.client;

/**
 * What an attribute of a run holds.
 *
 * <p>The class of {@code value} follows from the type: {@code FLOAT} Double, {@code INT} Long,
 * {@code STRING} String, {@code BOOL} Boolean, {@code DATETIME} Long (epoch milliseconds), {@code
 * STRING_SET} List of String, {@code FILE} {@link FileRef}, {@code FLOAT_SERIES} {@link
 * FloatSeriesSummary}, {@code STRING_SERIES}, {@code HISTOGRAM_SERIES} and {@code FILE_SERIES}
 * {@link SeriesLast} of String, {@link Histogram} and {@link FileRef}.
 */
public record AttributeValue(AttributeDefinition definition, Object value) {

  /** The attribute's name. */
  public String name() {
    return definition.name();
  }

  /** The attribute's type. */
  public AttributeType type() {
    return definition.type();
  }
}
