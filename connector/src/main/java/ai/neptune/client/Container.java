package ai.neptune.client;

import java.util.Locale;

/** What attributes belong to: experiments, each represented by its head run, or runs. */
public enum Container {
  EXPERIMENT(SystemAttributes.NAME),
  RUN(SystemAttributes.CUSTOM_RUN_ID);

  private final String nameAttribute;

  Container(String nameAttribute) {
    this.nameAttribute = nameAttribute;
  }

  /** The system attribute that holds the name of such a container (docs/protocol.md, 2). */
  public String nameAttribute() {
    return nameAttribute;
  }

  /** The name users write and read: {@code experiment} or {@code run}. */
  public String userName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
