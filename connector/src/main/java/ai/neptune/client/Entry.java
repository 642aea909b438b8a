package ai.neptune.client;

import java.util.List;
import java.util.Optional;

/**
 * A run that a search found, with the string and int attributes of its projection that it has.
 *
 * @param project the project identifier
 * @param attributes the values
 */
public record Entry(String project, List<AttributeValue> attributes) {

  /** The value of a string attribute, if the run has it. */
  public Optional<String> string(String name) {
    return attributes.stream()
        .filter(a -> a.type() == AttributeType.STRING && a.name().equals(name))
        .map(a -> (String) a.value())
        .findFirst();
  }

  /** The value of an int attribute, if the run has it. */
  public Optional<Long> integer(String name) {
    return attributes.stream()
        .filter(a -> a.type() == AttributeType.INT && a.name().equals(name))
        .map(a -> (Long) a.value())
        .findFirst();
  }
}
