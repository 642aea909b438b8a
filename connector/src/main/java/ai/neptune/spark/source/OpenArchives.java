package ai.neptune.spark.source;

import ai.neptune.spark.options.ConnectionOptions;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;

/** The archives of the options that were read last, by these very options. */
final class OpenArchives {

  private static final int MOST_KEPT = 16;

  private final Deque<Open> kept = new ArrayDeque<>();

  @SuppressWarnings("ReferenceEquality") // Equal options may name an archive that has changed.
  synchronized SparkArchive of(ConnectionOptions connection) {
    kept.removeIf(open -> open.connection().get() == null);
    for (Open open : kept) {
      if (open.connection().get() == connection) {
        return open.archive();
      }
    }
    SparkArchive archive = SparkArchive.of(connection.ofArchive());
    kept.addFirst(new Open(new WeakReference<>(connection), archive));
    while (kept.size() > MOST_KEPT) {
      kept.removeLast();
    }
    return archive;
  }

  private record Open(WeakReference<ConnectionOptions> connection, SparkArchive archive) {}
}
