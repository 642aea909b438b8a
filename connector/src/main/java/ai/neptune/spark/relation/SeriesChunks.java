package ai.neptune.spark.relation;

import ai.neptune.client.Lineage;
import ai.neptune.client.NeptuneSource;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pages.Iterators;
import ai.neptune.spark.plan.RunsPartition;
import ai.neptune.spark.plan.SelectedAttributes;
import java.util.Iterator;

/** Chunks of string, histogram and file series that can be read independently of each other. */
final class SeriesChunks {

  /** Few enough that several chunks are underway, many enough that requests are few. */
  private static final int SERIES_PER_CHUNK = 1_000;

  private SeriesChunks() {}

  static Iterator<SeriesChunk> of(
      NeptuneSource source,
      NeptuneOptions options,
      RunsPartition partition,
      SelectedAttributes selected) {
    SeriesToRead series = SeriesToRead.of(source, partition, selected);
    Lineage lineage = new Lineage(options.series().lineageToTheRoot(), options.container());
    return Iterators.map(
        new SeriesBatches(partition, series, () -> SERIES_PER_CHUNK),
        batch -> new SeriesChunk(source, options.series(), lineage, batch));
  }
}
