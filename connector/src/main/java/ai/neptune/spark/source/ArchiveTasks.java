package ai.neptune.spark.source;

import ai.neptune.archive.ArchiveSettings;
import ai.neptune.archive.ArchiveSource;
import ai.neptune.archive.index.ArchiveIndex;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RequestMetrics;
import ai.neptune.spark.cluster.HadoopSettings;
import ai.neptune.spark.cluster.JavaBytes;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;

/**
 * How tasks read an archive: by its index, which each executor gets once.
 *
 * @param id the name of the index among those that this JVM has
 */
record ArchiveTasks(
    String id, Broadcast<byte[]> index, Broadcast<byte[]> hadoop, ArchiveSettings settings)
    implements TaskSource {

  private static final int MOST_KEPT = 4;

  private static final Map<String, SoftReference<ArchiveIndex>> KEPT =
      new LinkedHashMap<>(MOST_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SoftReference<ArchiveIndex>> eldest) {
          return size() > MOST_KEPT;
        }
      };

  @Override
  public NeptuneSource connect(RequestMetrics metrics) {
    return ArchiveSource.inTask(readIndex(), settings, HadoopSettings.fromBytes(hadoop.value()));
  }

  private ArchiveIndex readIndex() {
    synchronized (KEPT) {
      SoftReference<ArchiveIndex> kept = KEPT.get(id);
      ArchiveIndex known = kept == null ? null : kept.get();
      if (known == null) {
        known = (ArchiveIndex) JavaBytes.read(index.value());
        KEPT.put(id, new SoftReference<>(known));
      }
      return known;
    }
  }
}
