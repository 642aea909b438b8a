package ai.neptune.archive;

import ai.neptune.client.FloatSeriesPoints;
import ai.neptune.client.PointBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Points of float series, the first or the last of each that a question asks for. */
final class LastPoints {

  private final int limit;
  private final boolean descending;
  private final Kept[] series;

  LastPoints(int seriesCount, int limit, boolean descending) {
    this.limit = limit;
    this.descending = descending;
    this.series = new Kept[seriesCount];
    Arrays.setAll(series, i -> new Kept());
  }

  /** Takes the next point of a series. */
  void add(int ofSeries, double step, double value, long time) {
    series[ofSeries].add(step, value, time);
  }

  FloatSeriesPoints points() {
    int[] starts = new int[series.length];
    int[] counts = new int[series.length];
    int size = 0;
    for (int i = 0; i < series.length; i++) {
      starts[i] = size;
      counts[i] = series[i].size();
      size += counts[i];
    }
    Blocks blocks = new Blocks(starts, counts, size);
    for (int i = 0; i < series.length; i++) {
      for (int point = 0; point < counts[i]; point++) {
        series[i].copy(descending ? counts[i] - 1 - point : point, blocks, starts[i] + point);
      }
    }
    return blocks;
  }

  /** The points that are kept of a series: a ring when the last are wanted. */
  private final class Kept {
    private double[] steps = new double[4];
    private double[] values = new double[4];
    private long[] times = new long[4];
    private long taken;

    void add(double step, double value, long time) {
      if (taken >= limit && !descending) {
        return;
      }
      int place = (int) (taken % limit);
      if (place == steps.length) {
        int length = Math.min(limit, 2 * place);
        steps = Arrays.copyOf(steps, length);
        values = Arrays.copyOf(values, length);
        times = Arrays.copyOf(times, length);
      }
      steps[place] = step;
      values[place] = value;
      times[place] = time;
      taken++;
    }

    int size() {
      return (int) Math.min(taken, limit);
    }

    void copy(int point, Blocks to, int number) {
      int place = (int) (taken <= limit ? point : (taken + point) % limit);
      PointBlock block = to.block(number / PointBlock.CAPACITY);
      int at = number % PointBlock.CAPACITY;
      block.steps()[at] = steps[place];
      block.values()[at] = values[place];
      block.timestampsMillis()[at] = times[place];
      block.previews()[at] = false;
      block.completions()[at] = 1;
    }
  }

  private static final class Blocks implements FloatSeriesPoints {
    private final int[] starts;
    private final int[] counts;
    private final int size;
    private final List<PointBlock> blocks = new ArrayList<>();

    Blocks(int[] starts, int[] counts, int size) {
      this.starts = starts;
      this.counts = counts;
      this.size = size;
      for (int from = 0; from < size; from += PointBlock.CAPACITY) {
        blocks.add(PointBlock.take());
      }
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
      double[] copy = new double[to - from];
      Arrays.setAll(copy, i -> step(from + i));
      return copy;
    }

    @Override
    public double[] values(int from, int to) {
      double[] copy = new double[to - from];
      Arrays.setAll(
          copy,
          i -> block((from + i) / PointBlock.CAPACITY).values()[(from + i) % PointBlock.CAPACITY]);
      return copy;
    }

    @Override
    public void release() {
      blocks.forEach(PointBlock::release);
      blocks.clear();
    }
  }
}
