package ai.neptune.spark.relation;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.Lineage;
import ai.neptune.client.NeptuneSource;
import ai.neptune.spark.options.NeptuneOptions;
import java.util.Iterator;
import java.util.List;

/** Chunks of string, histogram and file series that can be read independently of each other. */
final class SeriesChunks {

  /** Few enough that several chunks are underway, many enough that requests are few. */
  private static final int SERIES_PER_CHUNK = 1_000;

  private SeriesChunks() {}

  static Iterator<SeriesChunk> of(
      NeptuneSource source,
      NeptuneOptions options,
      RunsPartition partition,
      List<AttributeDefinition> definitions) {
    List<String> names = definitions.stream().map(AttributeDefinition::name).distinct().toList();
    Lineage lineage = new Lineage(options.series().lineageToTheRoot(), options.container());
    return Iterators.map(
        new SeriesBatches(partition, names, () -> SERIES_PER_CHUNK),
        batch -> new SeriesChunk(source, options.series(), lineage, batch));
  }
}
