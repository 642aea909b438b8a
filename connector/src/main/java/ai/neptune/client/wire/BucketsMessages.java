package ai.neptune.client.wire;

import ai.neptune.client.BucketsQuery;
import ai.neptune.client.Container;
import ai.neptune.client.Lineage;
import ai.neptune.client.SeriesBucket;
import ai.neptune.client.SeriesKey;
import ai.neptune.protocol.BucketsAxis;
import ai.neptune.protocol.BucketsEmpty;
import ai.neptune.protocol.BucketsEntityType;
import ai.neptune.protocol.BucketsExpression;
import ai.neptune.protocol.BucketsLineage;
import ai.neptune.protocol.BucketsRequest;
import ai.neptune.protocol.BucketsView;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** The request for buckets of float series, and its response (docs/protocol.md, 4.7). */
public final class BucketsMessages {

  /** Request ids have the form of UUIDs; the position of the series follows. */
  private static final String ID_PREFIX = "00000000-0000-0000-0000-";

  private BucketsMessages() {}

  /** The message that asks for buckets. */
  public static byte[] request(BucketsQuery query) {
    BucketsRequest.Builder request = BucketsRequest.newBuilder().setView(view(query));
    for (int i = 0; i < query.series().size(); i++) {
      request.addExpressions(expression(i, query.series().get(i), query));
    }
    return request.build().toByteArray();
  }

  /**
   * The buckets of each series, in the order of the request.
   *
   * @throws IOException if the stream breaks, or does not respond for each series once
   */
  public static List<List<SeriesBucket>> decode(InputStream body, int seriesCount)
      throws IOException {
    return BucketsDecoder.decode(body, seriesCount);
  }

  private static BucketsView view(BucketsQuery query) {
    BucketsView.Builder view =
        BucketsView.newBuilder()
            .setMaxBuckets(query.maxBuckets())
            .setXAxis(BucketsAxis.newBuilder().setSteps(BucketsEmpty.getDefaultInstance()));
    if (query.steps() != null) {
      view.setFrom(Objects.requireNonNull(query.steps().from()))
          .setTo(Objects.requireNonNull(query.steps().to()));
    }
    return view.build();
  }

  private static BucketsExpression expression(int position, SeriesKey key, BucketsQuery query) {
    Lineage lineage = query.lineage();
    return BucketsExpression.newBuilder()
        .setRequestId(ID_PREFIX + "%012d".formatted(position))
        .setRunId(key.run().toString())
        .setCustomYFormula(formula(key.attribute()))
        .setIncludePreview(query.includePreviews())
        .setLineage(lineage.toTheRoot() ? BucketsLineage.FULL : BucketsLineage.ONLY_OWNED)
        .setEntityType(
            lineage.container() == Container.RUN
                ? BucketsEntityType.RUN
                : BucketsEntityType.EXPERIMENT)
        .build();
  }

  private static String formula(String attribute) {
    return "${" + attribute.replaceAll("[\\\\${}]", "\\\\$0") + "}";
  }

  /** The position of the series that a request id names, or -1. */
  static int position(String requestId) throws MalformedResponseException {
    try {
      return requestId.startsWith(ID_PREFIX)
          ? Integer.parseInt(requestId.substring(ID_PREFIX.length()))
          : -1;
    } catch (NumberFormatException e) {
      throw new MalformedResponseException("it responds to a request that was not made");
    }
  }
}
