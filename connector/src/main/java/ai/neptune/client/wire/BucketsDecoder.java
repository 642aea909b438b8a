package ai.neptune.client.wire;

import ai.neptune.client.SeriesBucket;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Decodes buckets of float series (docs/protocol.md, 4.7, {@code Buckets}) from the stream. A
 * response holds up to a thousand buckets of each of very many series, and the generated messages
 * would take several times the time and memory.
 */
final class BucketsDecoder {

  private static final VarHandle DOUBLE_AT =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int ENTRY = 1 << 3 | WireReader.LENGTH_DELIMITED;
  private static final int REQUEST_ID = 1 << 3 | WireReader.LENGTH_DELIMITED;
  private static final int BUCKET = 2 << 3 | WireReader.LENGTH_DELIMITED;
  private static final int FROM = 2 << 3 | WireReader.FIXED64;
  private static final int TO = 3 << 3 | WireReader.FIXED64;
  private static final int FIRST = 4 << 3 | WireReader.LENGTH_DELIMITED;
  private static final int LAST = 5 << 3 | WireReader.LENGTH_DELIMITED;
  private static final int FINITE_COUNT = 8 << 3 | WireReader.VARINT;
  private static final int NAN_COUNT = 9 << 3 | WireReader.VARINT;
  private static final int POSITIVE_INFINITY_COUNT = 10 << 3 | WireReader.VARINT;
  private static final int NEGATIVE_INFINITY_COUNT = 11 << 3 | WireReader.VARINT;
  private static final int X = 1 << 3 | WireReader.FIXED64;
  private static final int Y = 2 << 3 | WireReader.FIXED64;

  private final WireReader reader;
  private final List<List<SeriesBucket>> buckets;

  private BucketsDecoder(InputStream body, int seriesCount) {
    this.reader = new WireReader(body);
    this.buckets = new ArrayList<>(Collections.nCopies(seriesCount, null));
  }

  /**
   * The buckets of each of so many series, in the order of the request.
   *
   * @throws IOException if the stream breaks, or does not respond for each series once
   */
  static List<List<SeriesBucket>> decode(InputStream body, int seriesCount) throws IOException {
    return new BucketsDecoder(body, seriesCount).read();
  }

  private List<List<SeriesBucket>> read() throws IOException {
    while (!reader.isAtEnd()) {
      int tag = reader.readTag();
      if (tag == ENTRY) {
        readEntry(reader.readEnd(Long.MAX_VALUE));
      } else {
        reader.skipField(tag, Long.MAX_VALUE);
      }
    }
    if (buckets.contains(null)) {
      throw new MalformedResponseException("it does not respond for every series");
    }
    return buckets;
  }

  private void readEntry(long end) throws IOException {
    String requestId = "";
    List<SeriesBucket> ofSeries = new ArrayList<>();
    while (reader.position() < end) {
      int tag = reader.readTag();
      switch (tag) {
        case REQUEST_ID -> requestId = reader.readString(end);
        case BUCKET -> ofSeries.add(readBucket(reader.readEnd(end)));
        default -> reader.skipField(tag, end);
      }
    }
    reader.requireEnd(end);
    int series = BucketsMessages.position(requestId);
    if (series < 0 || series >= buckets.size() || buckets.get(series) != null) {
      throw new MalformedResponseException("it responds to a request that was not made");
    }
    buckets.set(series, ofSeries);
  }

  private SeriesBucket readBucket(long end) throws IOException {
    double from = 0;
    double to = 0;
    SeriesBucket.Point first = null;
    SeriesBucket.Point last = null;
    long points = 0;
    while (reader.position() < end) {
      int tag = reader.readTag();
      switch (tag) {
        case FROM -> from = readDouble();
        case TO -> to = readDouble();
        case FIRST -> first = readPoint(reader.readEnd(end));
        case LAST -> last = readPoint(reader.readEnd(end));
        case FINITE_COUNT, NAN_COUNT, POSITIVE_INFINITY_COUNT, NEGATIVE_INFINITY_COUNT ->
            points += reader.readVarint();
        default -> reader.skipField(tag, end);
      }
    }
    reader.requireEnd(end);
    return new SeriesBucket(from, to, first, last, points);
  }

  private SeriesBucket.Point readPoint(long end) throws IOException {
    double x = 0;
    double y = 0;
    while (reader.position() < end) {
      int tag = reader.readTag();
      switch (tag) {
        case X -> x = readDouble();
        case Y -> y = readDouble();
        default -> reader.skipField(tag, end);
      }
    }
    reader.requireEnd(end);
    return new SeriesBucket.Point(x, y);
  }

  private double readDouble() throws IOException {
    reader.require(Double.BYTES);
    double value = (double) DOUBLE_AT.get(reader.buffer(), reader.index());
    reader.advance(Double.BYTES);
    return value;
  }
}
