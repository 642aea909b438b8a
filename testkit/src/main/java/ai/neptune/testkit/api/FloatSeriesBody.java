package ai.neptune.testkit.api;

import ai.neptune.testkit.http.Body;
import ai.neptune.testkit.model.FloatSeries;
import ai.neptune.testkit.model.SeriesView;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The message FloatSeriesValues (docs/protocol.md, 5), encoded by hand: points go from the series
 * into the stream without an object for each, so that series of any length can be served at the
 * speed of the network. The points are visited twice: lengths come before contents.
 */
public final class FloatSeriesBody implements Body {
  private static final byte SERIES_TAG = 1 << 3 | 2;
  private static final byte REQUEST_ID_TAG = 1 << 3 | 2;
  private static final byte POINTS_TAG = 2 << 3 | 2;
  private static final byte TOTAL_TAG = 1 << 3;

  private final List<Series> series;
  private final boolean descending;
  private final byte[][] ids;
  private final long[] pointsLengths;
  private final long length;

  /** The selected points of one series, and the number of all its points in the range. */
  public record Series(String requestId, long total, SeriesView<FloatSeries> points) {}

  /** The points of these series, each in the given order. */
  public FloatSeriesBody(List<Series> series, boolean descending) {
    this.series = series;
    this.descending = descending;
    this.ids = new byte[series.size()][];
    this.pointsLengths = new long[series.size()];
    long sum = 0;
    for (int i = 0; i < series.size(); i++) {
      ids[i] = series.get(i).requestId().getBytes(StandardCharsets.UTF_8);
      pointsLengths[i] = totalLength(i) + FloatPointEncoder.length(series.get(i).points());
      sum += delimited(seriesLength(i));
    }
    this.length = sum;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    FloatPointEncoder encoder = new FloatPointEncoder(out);
    for (int i = 0; i < ids.length; i++) {
      encoder.writeLength(SERIES_TAG, seriesLength(i));
      encoder.writeBytes(REQUEST_ID_TAG, ids[i]);
      encoder.writeLength(POINTS_TAG, pointsLengths[i]);
      if (series.get(i).total() != 0) {
        encoder.writeLength(TOTAL_TAG, series.get(i).total());
      }
      encoder.write(series.get(i).points(), descending);
    }
    encoder.flush();
  }

  private long seriesLength(int index) {
    return delimited(ids[index].length) + delimited(pointsLengths[index]);
  }

  private long totalLength(int index) {
    long total = series.get(index).total();
    return total == 0 ? 0 : 1 + CodedOutputStream.computeUInt64SizeNoTag(total);
  }

  /** The length of a field of bytes with its tag and its length. */
  private static long delimited(long content) {
    return 1 + CodedOutputStream.computeUInt64SizeNoTag(content) + content;
  }
}
