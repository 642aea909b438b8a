package ai.neptune.archive.index;

import ai.neptune.errors.IncompleteArchiveException;
import ai.neptune.errors.NeptuneException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * The indexes of the archives that a JVM has read last. An archive is listed for every read; as
 * long as its files are the same, its index is too.
 */
public final class Archives {

  /** An index of 42,000 runs takes about 40 MB. */
  private static final int MOST_KEPT = 4;

  private static final Map<ArchiveLocation, Kept> KEPT =
      new LinkedHashMap<>(MOST_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ArchiveLocation, Kept> eldest) {
          return size() > MOST_KEPT;
        }
      };

  private Archives() {}

  /**
   * The index of an archive.
   *
   * @throws ai.neptune.errors.InvalidOptionException if there is no archive
   * @throws NeptuneException if it cannot be read
   */
  public static ArchiveIndex index(
      ArchiveLocation location, Configuration configuration, Parallel parallel) {
    ArchiveListing listing = list(location, configuration);
    synchronized (KEPT) {
      Kept kept = KEPT.get(location);
      if (kept == null || !kept.listing().equals(listing)) {
        kept = new Kept(listing, IndexBuilder.build(location, listing, parallel));
        KEPT.put(location, kept);
      }
      return kept.index();
    }
  }

  /** The archives with these files that this JVM has read last; files may belong to several. */
  public static List<ArchiveIndex> withFiles(String filesRoot) {
    synchronized (KEPT) {
      return KEPT.values().stream()
          .map(Kept::index)
          .filter(index -> index.filesRoot().equals(filesRoot))
          .toList();
    }
  }

  private static ArchiveListing list(ArchiveLocation location, Configuration configuration) {
    try {
      return ArchiveListing.of(location, configuration);
    } catch (IOException e) {
      throw new IncompleteArchiveException(
          "The archive %s cannot be listed: %s. Check the URI, and that Spark may read it."
              .formatted(location.archive(), e.getMessage()),
          e);
    }
  }

  private record Kept(ArchiveListing listing, ArchiveIndex index) {}
}
