package ai.neptune.spark.relation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.FloatSeriesPoints;
import ai.neptune.client.FloatSeriesQuery;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.wire.FloatSeriesDecoder;
import ai.neptune.protocol.FloatPoint;
import ai.neptune.protocol.FloatPoints;
import ai.neptune.protocol.FloatSeries;
import ai.neptune.protocol.FloatSeriesValues;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.plan.FoundRun;
import ai.neptune.spark.plan.RunsPartition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WideRowsTest {

  private static final int POINTS = 100_000;

  /** A step and a value. */
  private static final long BYTES_PER_POINT = 16;

  @Test
  void countsThePointsThatAreHeldForLaterRows() {
    WideRows.Page first = rows().next();

    // The rows alone take much less than the points that wait.
    assertThat(first.rows().size()).isLessThan(POINTS / 5);
    assertThat(first.bytes()).isGreaterThanOrEqualTo(BYTES_PER_POINT * POINTS);
  }

  private static WideRows rows() {
    AttributeDefinition series = new AttributeDefinition("m", AttributeType.FLOAT_SERIES);
    RunIdentifier run = new RunIdentifier("team/project", "P-1");
    return new WideRows(
        source(),
        NeptuneOptions.read(
            Map.of("apiToken", "token", "project", "team/project", "relation", "metrics"),
            Map.of()),
        RunsPartition.of(List.of(new FoundRun(run, "r", POINTS, 1, false))),
        0,
        List.of("m"),
        WideRows.Columns.of(List.of(new Cell(Cell.Content.VALUE, series))),
        POINTS);
  }

  /** One series, all of whose points fit a response. */
  private static NeptuneSource source() {
    return new DifferingSource(null) {
      @Override
      public FloatSeriesPoints floatSeries(FloatSeriesQuery query) {
        FloatPoints.Builder points = FloatPoints.newBuilder();
        for (int step = 0; step < POINTS; step++) {
          points.addValues(FloatPoint.newBuilder().setStep(step).setValue(step));
        }
        byte[] response =
            FloatSeriesValues.newBuilder()
                .addSeries(FloatSeries.newBuilder().setRequestId("0").setSeries(points))
                .build()
                .toByteArray();
        try {
          return FloatSeriesDecoder.decode(new ByteArrayInputStream(response), 1, POINTS);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
