package ai.neptune.errors;

/** Attributes are in use with several types, so they cannot each be one column. */
public class ConflictingAttributeTypesException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public ConflictingAttributeTypesException(String message) {
    super("CONFLICTING_ATTRIBUTE_TYPES", message, null);
  }
}
