package ai.neptune.errors;

/** No project was named, neither as an option nor in the environment. */
public class ProjectNotProvidedException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public ProjectNotProvidedException(String message) {
    super("PROJECT_NOT_PROVIDED", message, null);
  }
}
