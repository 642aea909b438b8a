package ai.neptune.client.wire;

import ai.neptune.client.SeriesPage;
import ai.neptune.client.SeriesPage.Part;
import ai.neptune.client.SeriesPage.State;
import ai.neptune.client.SeriesPoint;
import ai.neptune.protocol.Point;
import ai.neptune.protocol.PointValue;
import ai.neptune.protocol.Series;
import ai.neptune.protocol.SeriesValues;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Decodes the response to a request for string, histogram and file series (docs/protocol.md, 4.6).
 */
public final class SeriesDecoder {

  private SeriesDecoder() {}

  /**
   * Decodes a page. A series that does not exist has no part in it.
   *
   * @param seriesCount the number of series in the request
   */
  public static SeriesPage decode(InputStream body, int seriesCount) throws IOException {
    List<Part> parts = new ArrayList<>();
    BitSet responded = new BitSet(seriesCount);
    for (Series series : Messages.parse(SeriesValues.parser(), body).getSeriesList()) {
      int index = index(series.getRequestId(), seriesCount);
      if (responded.get(index)) {
        throw new MalformedResponseException("it responds to one request twice");
      }
      responded.set(index);
      parts.add(part(index, series));
    }
    return new SeriesPage(parts);
  }

  private static Part part(int index, Series series) throws MalformedResponseException {
    List<SeriesPoint> points = new ArrayList<>(series.getSeriesValues().getValuesCount());
    for (Point point : series.getSeriesValues().getValuesList()) {
      points.add(
          new SeriesPoint(point.getTimestampMillis(), point.getStep(), value(point.getObject())));
    }
    if (!series.hasSearchAfter()) {
      return new Part(index, State.POSTPONED, null, points);
    }
    if (series.getSearchAfter().getFinished()) {
      return new Part(index, State.FINISHED, null, points);
    }
    return new Part(index, State.PARTIAL, series.getSearchAfter().getToken(), points);
  }

  private static Object value(PointValue value) throws MalformedResponseException {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case HISTOGRAM -> AttributeDecoder.histogram(value.getHistogram());
      case FILE_REF -> AttributeDecoder.file(value.getFileRef());
      case VALUE_NOT_SET -> throw new MalformedResponseException("it has a point without a value");
    };
  }

  private static int index(String requestId, int seriesCount) throws MalformedResponseException {
    try {
      int index = Integer.parseInt(requestId);
      if (index >= 0 && index < seriesCount) {
        return index;
      }
    } catch (NumberFormatException e) {
      // Falls through: the id is not one of ours either way.
    }
    throw new MalformedResponseException("it responds to a request that was not made");
  }
}
