package ai.neptune.spark.relation;

import ai.neptune.client.FloatSeriesPoints;
import ai.neptune.client.PointBlock;
import ai.neptune.client.SeriesKey;
import ai.neptune.spark.columns.BooleanVector;
import ai.neptune.spark.columns.DoubleVector;
import ai.neptune.spark.columns.FloatAsDoubleVector;
import ai.neptune.spark.columns.MillisTimestampVector;
import ai.neptune.spark.columns.RunLengthStringVector;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The points of a page as batches, one for each of its blocks, without copying them. As with
 * Spark's own readers of columns, a batch is valid until the next one is asked for: then its block
 * is given back.
 */
final class MetricsBatches implements Iterator<ColumnarBatch> {

  private final MetricsChunk.Page page;
  private final FloatSeriesPoints points;
  private final String project;
  private final String[] columns;

  /** The series that have points, in the order of these points. */
  private final int[] series;

  /** The first in that order that goes on beyond the blocks taken. */
  private int next;

  private int blocksTaken;
  private @Nullable PointBlock lent;
  private @Nullable ColumnarBatch batch;

  /**
   * @param required the columns that are needed; one that is no column of points is that of names
   */
  MetricsBatches(MetricsChunk.Page page, String project, StructType required) {
    this.page = page;
    this.points = page.points();
    this.project = project;
    this.columns = required.fieldNames();
    this.series =
        IntStream.range(0, points.seriesCount())
            .filter(i -> points.count(i) > 0)
            .boxed()
            .sorted(Comparator.comparingInt(points::start))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  @Override
  public boolean hasNext() {
    while (batch == null && blocksTaken * PointBlock.CAPACITY < points.size()) {
      giveBackLast();
      batch = batchOfNextBlock();
    }
    if (batch == null) {
      giveBackLast();
    }
    return batch != null;
  }

  @Override
  public ColumnarBatch next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ColumnarBatch given = Objects.requireNonNull(batch);
    batch = null;
    return given;
  }

  /**
   * The wanted points of a block, moved together if others are among them; null if there are none.
   */
  private @Nullable ColumnarBatch batchOfNextBlock() {
    int start = blocksTaken * PointBlock.CAPACITY;
    int end = Math.min(points.size(), start + PointBlock.CAPACITY);
    PointBlock block = points.block(blocksTaken++);
    lent = block;
    int[] inBlock = new int[Math.min(end - start, series.length - next)];
    int[] ends = new int[inBlock.length];
    int count = 0;
    int rows = 0;
    for (int i = next; i < series.length && points.start(series[i]) < end; i++) {
      int from = Math.max(start, points.start(series[i]));
      int to = Math.min(end, points.start(series[i]) + page.counts()[series[i]]);
      if (from < to) {
        if (rows != from - start) {
          block.move(from - start, rows, to - from);
        }
        rows += to - from;
        inBlock[count] = series[i];
        ends[count++] = rows;
      }
      if (points.start(series[i]) + points.count(series[i]) <= end) {
        next = i + 1;
      }
    }
    return rows == 0
        ? null
        : batch(block, Arrays.copyOf(inBlock, count), Arrays.copyOf(ends, count));
  }

  private ColumnarBatch batch(PointBlock block, int[] inBlock, int[] ends) {
    ColumnVector[] vectors =
        Arrays.stream(columns)
            .map(column -> vector(column, block, inBlock, ends))
            .toArray(ColumnVector[]::new);
    return new ColumnarBatch(vectors, ends[ends.length - 1]);
  }

  private void giveBackLast() {
    if (lent != null) {
      lent.release();
      lent = null;
    }
  }

  private ColumnVector vector(String column, PointBlock block, int[] inBlock, int[] ends) {
    return switch (column) {
      case FixedColumns.PROJECT ->
          new RunLengthStringVector(
              new UTF8String[] {UTF8String.fromString(project)}, new int[] {ends[ends.length - 1]});
      case FixedColumns.ATTRIBUTE -> strings(inBlock, ends, s -> s.item().attribute());
      case FixedColumns.STEP -> new DoubleVector(block.steps());
      case MetricsRelation.VALUE -> new DoubleVector(block.values());
      case FixedColumns.ABSOLUTE_TIME -> new MillisTimestampVector(block.timestampsMillis());
      case MetricsRelation.IS_PREVIEW -> new BooleanVector(block.previews());
      case MetricsRelation.PREVIEW_COMPLETION -> new FloatAsDoubleVector(block.completions());
      default -> strings(inBlock, ends, Named::name);
    };
  }

  private RunLengthStringVector strings(
      int[] inBlock, int[] ends, Function<Named<SeriesKey>, String> text) {
    return new RunLengthStringVector(
        Arrays.stream(inBlock)
            .mapToObj(i -> UTF8String.fromString(text.apply(page.series().get(i))))
            .toArray(UTF8String[]::new),
        ends);
  }
}
