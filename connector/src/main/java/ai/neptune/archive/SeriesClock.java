package ai.neptune.archive;

import ai.neptune.archive.index.ArchiveIndex;
import ai.neptune.archive.index.ArchivedRun;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.IdentityHashMap;

/**
 * When the points of series were logged. An export of Neptune 2 keeps the wall clock of the machine
 * that exported, and calls it UTC.
 */
final class SeriesClock {

  private static final long MILLIS_PER_SECOND = 1000;

  private final ArchiveIndex index;
  private final ZoneId zone;
  private final IdentityHashMap<ArchivedRun, Boolean> areLocal = new IdentityHashMap<>();

  /**
   * @param zone the zone of the machine that exported, or null for UTC
   */
  SeriesClock(ArchiveIndex index, String zone) {
    this.index = index;
    this.zone = zone == null ? null : ZoneId.of(zone);
  }

  /** The instant that a time in the archive stands for, in epoch milliseconds. */
  long instant(ArchivedRun run, long written) {
    if (zone == null || !areLocal.computeIfAbsent(run, index::mayBeOfNeptune2)) {
      return written;
    }
    LocalDateTime wallClock =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(written, MILLIS_PER_SECOND),
            (int) Math.floorMod(written, MILLIS_PER_SECOND) * 1_000_000,
            ZoneOffset.UTC);
    Instant instant = wallClock.atZone(zone).toInstant();
    return instant.toEpochMilli();
  }
}
