package ai.neptune.errors;

/** No API token was given. */
public class ApiTokenNotProvidedException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public ApiTokenNotProvidedException(String message) {
    super("API_TOKEN_NOT_PROVIDED", message, null);
  }
}
