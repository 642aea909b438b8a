package ai.neptune.spark.source;

import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RequestMetrics;
import java.io.Serializable;

/** Where tasks read from. It travels to the executors. */
public interface TaskSource extends Serializable {

  /**
   * A source for one task.
   *
   * @param metrics where it counts what it does
   */
  NeptuneSource connect(RequestMetrics metrics);
}
