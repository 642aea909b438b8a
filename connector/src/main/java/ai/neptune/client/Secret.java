package ai.neptune.client;

import java.io.Serializable;

/** A text that must not be shown. It is sent to tasks, and prints as {@code <hidden>}. */
public record Secret(String reveal) implements Serializable {

  @Override
  public String toString() {
    return "<hidden>";
  }
}
