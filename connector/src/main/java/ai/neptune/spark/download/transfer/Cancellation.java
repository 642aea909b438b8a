package ai.neptune.spark.download.transfer;

import ai.neptune.client.Blob;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

/** The end of all transfers of a task, before their time: also of those that wait for bytes. */
public final class Cancellation {

  private final Set<Blob> open = ConcurrentHashMap.newKeySet();
  private volatile boolean requested;

  void request() {
    requested = true;
    open.forEach(Blob::close);
  }

  void throwIfRequested() {
    if (requested) {
      throw new CancellationException("the task was cancelled");
    }
  }

  /** Makes the blob one that is closed on cancellation. */
  void register(Blob blob) {
    open.add(blob);
    if (requested) {
      blob.close();
    }
  }

  void unregister(Blob blob) {
    open.remove(blob);
  }
}
