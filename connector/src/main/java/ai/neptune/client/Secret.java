package ai.neptune.client;

import java.io.Serializable;

/** A text that must not be shown; it travels with tasks, and prints as {@code <hidden>}. */
public record Secret(String reveal) implements Serializable {

  @Override
  public String toString() {
    return "<hidden>";
  }
}
