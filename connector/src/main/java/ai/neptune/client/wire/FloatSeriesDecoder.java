package ai.neptune.client.wire;

import ai.neptune.client.FloatSeriesPoints;
import java.io.IOException;
import java.io.InputStream;

/**
 * Decodes the points of float series (docs/protocol.md, 5, {@code FloatSeriesValues}) from the
 * stream into columns, without an object per point. The generated messages would take several times
 * the time and memory.
 */
public final class FloatSeriesDecoder {

  private static final int SERIES = 1 << 3 | WireReader.LENGTH_DELIMITED;
  private static final int REQUEST_ID = 1 << 3 | WireReader.LENGTH_DELIMITED;
  private static final int POINTS = 2 << 3 | WireReader.LENGTH_DELIMITED;
  private static final int LONGEST_REQUEST_ID = 10;

  private final WireReader reader;
  private final PointColumns columns;
  private final FloatPointDecoder points;

  private FloatSeriesDecoder(InputStream body, int seriesCount, int perSeriesLimit) {
    this.reader = new WireReader(body);
    this.columns = new PointColumns(seriesCount, perSeriesLimit);
    this.points = new FloatPointDecoder(columns);
  }

  /**
   * Decodes a whole response. Series may come in any order, or be missing; a request's id is the
   * position of its series.
   *
   * @param seriesCount the number of series in the request
   * @param perSeriesLimit the points requested of each; more are an error
   * @throws IOException if the stream breaks, or has other content
   */
  public static FloatSeriesPoints decode(InputStream body, int seriesCount, int perSeriesLimit)
      throws IOException {
    FloatSeriesDecoder decoder = new FloatSeriesDecoder(body, seriesCount, perSeriesLimit);
    try {
      decoder.readResponse();
    } catch (IOException e) {
      decoder.columns.release();
      throw e;
    }
    return decoder.columns;
  }

  /** The response to a query without series, which is not sent. */
  public static FloatSeriesPoints noSeries() {
    return new PointColumns(0, 0);
  }

  private void readResponse() throws IOException {
    while (!reader.isAtEnd()) {
      int tag = reader.readTag();
      if (tag == SERIES) {
        readSeries(reader.readEnd(Long.MAX_VALUE));
      } else {
        reader.skipField(tag, Long.MAX_VALUE);
      }
    }
  }

  private void readSeries(long end) throws IOException {
    int series = -1;
    int start = columns.size();
    while (reader.position() < end) {
      int tag = reader.readTag();
      if (tag == REQUEST_ID) {
        series = readRequestId(end);
      } else if (tag == POINTS) {
        readPoints(reader.readEnd(end));
      } else {
        reader.skipField(tag, end);
      }
    }
    reader.requireEnd(end);
    columns.endSeries(series, start);
  }

  private void readPoints(long end) throws IOException {
    while (reader.position() < end) {
      int usual = points.decodeUsual(reader.buffer(), reader.index(), reader.limit(end));
      if (usual > reader.index()) {
        reader.advance(usual - reader.index());
        continue;
      }
      int tag = reader.readTag();
      if (tag == FloatPointDecoder.FIELD) {
        long length = reader.readLength(end);
        reader.require(length);
        points.decode(reader.buffer(), reader.index(), (int) length);
        reader.advance((int) length);
      } else {
        reader.skipField(tag, end);
      }
    }
    reader.requireEnd(end);
  }

  private int readRequestId(long end) throws IOException {
    long length = reader.readLength(end);
    if (length == 0 || length > LONGEST_REQUEST_ID) {
      throw unknownRequest();
    }
    reader.require(length);
    long id = 0;
    for (int i = 0; i < length; i++) {
      int digit = reader.buffer()[reader.index() + i] - '0';
      if (digit < 0 || digit > 9) {
        throw unknownRequest();
      }
      id = id * 10 + digit;
    }
    reader.advance((int) length);
    return (int) Math.min(id, Integer.MAX_VALUE);
  }

  private static MalformedResponseException unknownRequest() {
    return new MalformedResponseException("it responds to a request that was not made");
  }
}
