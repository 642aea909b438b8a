package ai.neptune.archive.write;

import ai.neptune.client.Histogram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.RowGroup;

/** The rows of one row group, column by column. */
final class RowGroupBuffer {

  /** What a row group may hold: a task has it in memory as a whole, and so has its reader. */
  private static final long MAX_BYTES = 16L << 20;

  private final TextColumn projects = new TextColumn(PartSchema.PROJECT);
  private final TextColumn runs = new TextColumn(PartSchema.RUN);
  private final TextColumn attributes = new TextColumn(PartSchema.ATTRIBUTE);
  private final TextColumn types = new TextColumn(PartSchema.TYPE);
  private final LongColumn steps = new LongColumn(PartSchema.STEP);
  private final LongColumn times = new LongColumn(PartSchema.TIME);
  private final LongColumn ints = new LongColumn(PartSchema.INT);
  private final DoubleColumn floats = new DoubleColumn(PartSchema.FLOAT);
  private final TextColumn strings = new TextColumn(PartSchema.STRING);
  private final BooleanColumn bools = new BooleanColumn(PartSchema.BOOL);
  private final LongColumn datetimes = new LongColumn(PartSchema.DATETIME);
  private final TextColumn stringSets = new TextColumn(PartSchema.STRING_SET);
  private final TextColumn files = new TextColumn(PartSchema.FILE);
  private final TextColumn histogramTypes = new TextColumn(PartSchema.HISTOGRAM_TYPE);
  private final DoubleColumn histogramEdges = new DoubleColumn(PartSchema.HISTOGRAM_EDGES);
  private final DoubleColumn histogramValues = new DoubleColumn(PartSchema.HISTOGRAM_VALUES);

  private int rows;
  private long rowBytes;

  void add(PartRow row) throws IOException {
    attributes.add(rows, row.name);
    types.add(rows, row.type);
    if (row.isPoint) {
      steps.add(rows, row.unscaledStep);
    }
    if (row.hasTime()) {
      times.add(rows, row.timeMillis);
    }
    if (row.column != null) {
      switch (row.column) {
        case INT -> ints.add(rows, row.number);
        case FLOAT -> floats.add(rows, row.decimal);
        case STRING -> strings.add(rows, row.text);
        case BOOL -> bools.add(rows, row.flag);
        case DATETIME -> datetimes.add(rows, row.number);
        case STRING_SET -> stringSets.addList(rows, row.texts);
        case FILE -> files.add(rows, row.text);
        case HISTOGRAM -> add(Objects.requireNonNull(row.histogram));
        default -> throw new IllegalArgumentException(row.column + " holds no value");
      }
    }
    rows++;
    rowBytes += row.bytes();
  }

  /**
   * Adds points.
   *
   * @param series has their attribute
   */
  void add(PartRow series, FloatPoints points) throws IOException {
    int count = points.size();
    attributes.addToAll(rows, series.name, count);
    types.addToAll(rows, series.type, count);
    steps.addAll(rows, points.unscaledSteps, count);
    times.addAll(rows, points.timesMillis, count);
    if (points.hasNaN()) {
      for (int i = 0; i < count; i++) {
        if (!Double.isNaN(points.values[i])) {
          floats.add(rows + i, points.values[i]);
        }
      }
    } else {
      floats.addAll(rows, points.values, count);
    }
    rows += count;
    rowBytes += count * PartRow.FIXED_BYTES;
  }

  /** About how much memory the rows take. */
  long bytes() {
    return rowBytes + attributes.dictionaryBytes();
  }

  /** Whether it should have no more rows. The names of attributes always are in a dictionary. */
  boolean isFull() {
    return bytes() >= MAX_BYTES
        || attributes.dictionaryBytes() >= TextColumn.MAX_DICTIONARY_BYTES / 2;
  }

  /** Writes the rows to the end of a file, and says what its footer has to know. */
  RowGroup appendTo(PartBytes file, byte[] project, byte[] run) throws IOException {
    projects.addToAll(0, project, rows);
    runs.addToAll(0, run, rows);
    long start = file.position();
    List<ColumnChunk> chunks = new ArrayList<>();
    NullPages nulls = new NullPages(rows);
    long uncompressed = 0;
    for (ColumnBuffer column : columns()) {
      EncodedColumn encoded = column.end(rows, nulls);
      chunks.add(encoded.appendTo(file));
      uncompressed += encoded.dictionary().uncompressed() + encoded.data().uncompressed();
    }
    return new RowGroup(chunks, uncompressed, rows)
        .setFile_offset(start)
        .setTotal_compressed_size(file.position() - start);
  }

  private void add(Histogram histogram) throws IOException {
    histogramTypes.add(rows, histogram.type().getBytes(StandardCharsets.UTF_8));
    histogramEdges.addList(rows, histogram.edges());
    histogramValues.addList(rows, histogram.values());
  }

  /** All columns in the order of the schema. */
  private List<ColumnBuffer> columns() {
    return List.of(
        projects,
        runs,
        attributes,
        types,
        steps,
        times,
        ints,
        floats,
        strings,
        bools,
        datetimes,
        stringSets,
        files,
        histogramTypes,
        histogramEdges,
        histogramValues);
  }
}
