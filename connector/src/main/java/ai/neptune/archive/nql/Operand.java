package ai.neptune.archive.nql;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import org.jspecify.annotations.Nullable;

/** What a comparison looks at: an attribute of exactly one type, or an aggregate of a series. */
record Operand(AttributeDefinition attribute, Aggregate aggregate) {

  AttributeType type() {
    return attribute.type();
  }

  boolean isFloatSeries() {
    return type() == AttributeType.FLOAT_SERIES;
  }

  @Nullable Object valueOf(QueryableRun run) {
    return isFloatSeries() ? run.aggregate(attribute, aggregate) : run.value(attribute);
  }

  @Override
  public String toString() {
    return "`%s`:%s".formatted(attribute.name(), type().wireName());
  }
}
