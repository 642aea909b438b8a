package ai.neptune.errors;

/** The project does not exist, or the user may not read it (docs/protocol.md, 7). */
public class ProjectInaccessibleException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public ProjectInaccessibleException(String message) {
    super("PROJECT_INACCESSIBLE", message, null);
  }
}
