package ai.neptune.spark.pushdown;

import ai.neptune.client.AttributeDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What a column shows, as far as predicates on it can be handed down.
 *
 * @param content what it shows
 * @param attribute the attribute whose value it shows, if it shows one
 */
public record PushableColumn(Content content, @Nullable AttributeDefinition attribute) {

  /** What a column shows. */
  public enum Content {
    /** The project identifier. */
    PROJECT,
    /** The experiment's name, or the run id. */
    NAME,
    /** The name of an attribute. */
    ATTRIBUTE,
    /** The type of an attribute, as users write it. */
    TYPE,
    /** The step of a point; null for a single file. */
    STEP,
    /** The value of an attribute. */
    VALUE
  }

  /** A column that is the same in all tables. */
  public static PushableColumn of(Content content) {
    return new PushableColumn(content, null);
  }

  /** A column that shows an attribute. */
  public static PushableColumn ofValue(AttributeDefinition attribute) {
    return new PushableColumn(Content.VALUE, attribute);
  }
}
