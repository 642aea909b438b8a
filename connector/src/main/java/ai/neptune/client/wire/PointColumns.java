package ai.neptune.client.wire;

import ai.neptune.client.FloatSeriesPoints;
import ai.neptune.client.FloatSeriesQuery;
import ai.neptune.client.PointBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The points of float series in blocks of columns. {@link FloatPointDecoder} adds them one by one,
 * and the end of each series is marked.
 */
final class PointColumns implements FloatSeriesPoints {

  private final int perSeriesLimit;
  private final int maxSize;
  private final int[] starts;
  private final int[] counts;
  private final boolean[] answered;

  private final List<PointBlock> blocks = new ArrayList<>();

  private int size;
  private int inBlock = PointBlock.CAPACITY;
  private double[] steps;
  private double[] values;
  private long[] timestampsMillis;
  private boolean[] previews;
  private float[] completions;

  @SuppressWarnings("NullAway.Init") // The first point begins a block.
  PointColumns(int seriesCount, int perSeriesLimit) {
    this.perSeriesLimit = perSeriesLimit;
    this.maxSize = (int) Math.min(FloatSeriesQuery.MAX_POINTS, (long) seriesCount * perSeriesLimit);
    this.starts = new int[seriesCount];
    this.counts = new int[seriesCount];
    this.answered = new boolean[seriesCount];
  }

  /** Adds a point to the series that the next call of {@link #endSeries} names. */
  void add(long timestamp, double step, double value, boolean preview, float completion)
      throws MalformedResponseException {
    if (inBlock == PointBlock.CAPACITY) {
      beginBlock();
    }
    int at = inBlock++;
    timestampsMillis[at] = timestamp;
    steps[at] = step;
    values[at] = value;
    previews[at] = preview;
    completions[at] = completion;
    size++;
  }

  /** Marks the points added since {@code start} as those of one series. */
  void endSeries(int series, int start) throws MalformedResponseException {
    if (series < 0 || series >= counts.length || answered[series]) {
      throw new MalformedResponseException("it responds to a request that was not made");
    }
    int count = size - start;
    if (count > perSeriesLimit) {
      throw tooManyPoints();
    }
    answered[series] = true;
    starts[series] = start;
    counts[series] = count;
  }

  @Override
  public int seriesCount() {
    return counts.length;
  }

  @Override
  public int start(int series) {
    return starts[series];
  }

  @Override
  public int count(int series) {
    return counts[series];
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public PointBlock block(int index) {
    return blocks.get(index);
  }

  @Override
  public double[] steps(int from, int to) {
    return copy(PointBlock::steps, from, to);
  }

  @Override
  public double[] values(int from, int to) {
    return copy(PointBlock::values, from, to);
  }

  @Override
  public void release() {
    blocks.forEach(PointBlock::release);
    blocks.clear();
  }

  private double[] copy(Function<PointBlock, double[]> column, int from, int to) {
    double[] copy = new double[to - from];
    int at = from;
    while (at < to) {
      int start = at % PointBlock.CAPACITY;
      int count = Math.min(to - at, PointBlock.CAPACITY - start);
      double[] part = column.apply(blocks.get(at / PointBlock.CAPACITY));
      System.arraycopy(part, start, copy, at - from, count);
      at += count;
    }
    return copy;
  }

  /** Rejects points beyond the request's limits before they fill the memory. */
  private void beginBlock() throws MalformedResponseException {
    if (size >= maxSize) {
      throw tooManyPoints();
    }
    PointBlock block = PointBlock.take();
    blocks.add(block);
    inBlock = 0;
    steps = block.steps();
    values = block.values();
    timestampsMillis = block.timestampsMillis();
    previews = block.previews();
    completions = block.completions();
  }

  private MalformedResponseException tooManyPoints() {
    return new MalformedResponseException(
        "it has more points than were asked for (%d of each of %d series)"
            .formatted(perSeriesLimit, counts.length));
  }
}
