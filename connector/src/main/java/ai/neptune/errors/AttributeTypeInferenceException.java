package ai.neptune.errors;

/** An attribute without a type is in use with several types (docs/protocol.md, 6). */
public class AttributeTypeInferenceException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public AttributeTypeInferenceException(String message) {
    super("ATTRIBUTE_TYPE_INFERENCE", message, null);
  }
}
