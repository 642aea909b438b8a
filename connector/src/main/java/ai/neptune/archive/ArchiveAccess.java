package ai.neptune.archive;

import ai.neptune.archive.index.ArchiveIndex;
import org.apache.hadoop.conf.Configuration;

/** An archive as it is read: which runs it has, what its user says of it, and how to get at it. */
record ArchiveAccess(ArchiveIndex index, ArchiveSettings settings, Configuration configuration) {

  /** When the points of its series were logged. */
  SeriesClock clock() {
    return new SeriesClock(index, settings.timeZone());
  }
}
