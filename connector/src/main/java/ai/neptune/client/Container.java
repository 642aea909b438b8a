package ai.neptune.client;

import java.util.Locale;

/** What attributes are read of: experiments, each represented by its head run, or runs. */
public enum Container {
  EXPERIMENT("sys/name"),
  RUN("sys/custom_run_id");

  private final String nameAttribute;

  Container(String nameAttribute) {
    this.nameAttribute = nameAttribute;
  }

  /** The system attribute that holds what users call such a container (docs/protocol.md, 2). */
  public String nameAttribute() {
    return nameAttribute;
  }

  /** The name users write and read: {@code experiment} or {@code run}. */
  public String userName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
