package ai.neptune.client;

import java.io.Serializable;

/**
 * How requests name a run (docs/protocol.md, 2).
 *
 * @param project the project identifier, {@code workspace/project}
 * @param sysId the run's {@code sys/id}, unique in its project
 */
public record RunIdentifier(String project, String sysId) implements Serializable {

  /** The form on the wire: {@code workspace/project/SYS-ID}. */
  @Override
  public String toString() {
    return project + "/" + sysId;
  }
}
