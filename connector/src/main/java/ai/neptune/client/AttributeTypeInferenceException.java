package ai.neptune.client;

/** An attribute without a type is in use with several types (PROTOCOL 6). */
public class AttributeTypeInferenceException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public AttributeTypeInferenceException(String message) {
    this(message, null);
  }

  public AttributeTypeInferenceException(String message, Throwable cause) {
    super("ATTRIBUTE_TYPE_INFERENCE", message, cause);
  }
}
