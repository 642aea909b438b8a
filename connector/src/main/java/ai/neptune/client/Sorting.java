package ai.neptune.client;

import java.io.Serializable;

/** The order of entries: by an attribute of a type (series by their last value). */
public record Sorting(AttributeDefinition by, boolean descending) implements Serializable {

  /** Oldest first: pages stay where they are while new runs appear. */
  public static final Sorting BY_CREATION_TIME = byCreationTime(false);

  /** By creation time, newest first when {@code descending}. */
  public static Sorting byCreationTime(boolean descending) {
    return new Sorting(
        new AttributeDefinition(SystemAttributes.CREATION_TIME, AttributeType.DATETIME),
        descending);
  }
}
