package ai.neptune.spark.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.FloatSeriesPoints;
import ai.neptune.client.FloatSeriesQuery;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.SeriesKey;
import ai.neptune.client.SeriesPage;
import ai.neptune.client.SeriesPoint;
import ai.neptune.client.SeriesQuery;
import ai.neptune.client.wire.FloatSeriesDecoder;
import ai.neptune.errors.UnexpectedResponseException;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run may log at the step that it was forked at, which its parent has a point of too. Wherever a
 * page ends, both points come once.
 */
@Timeout(30)
final class PointsOfOneStepTest {

  private static final int PAGE = 10;
  private static final RunIdentifier RUN = new RunIdentifier("team/project", "P-1");
  private static final Named<SeriesKey> SERIES = new Named<>("r", new SeriesKey(RUN, "m"));
  private static final StructType COLUMNS = new StructType().add("value", DataTypes.DoubleType);

  /** Points whose value is their position, with two of the step at one of the positions. */
  private static double[] stepsWithTwoAt(int position) {
    return IntStream.range(0, 35).mapToDouble(i -> i <= position ? i : i - 1).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 9, 10, 11, 16, 17, 18, 33})
  void metricsGiveBothOnce(int position) {
    assertThat(metrics(stepsWithTwoAt(position), Map.of()))
        .containsExactly(
            DoubleStream.iterate(0, v -> v < 35, v -> v + 1).boxed().toArray(Double[]::new));
  }

  @ParameterizedTest
  @CsvSource({"8, 25", "9, 26", "10, 24", "24, 12", "25, 11", "33, 35"})
  void tailsAreAsLongAsTheyShouldBe(int position, int tail) {
    List<Double> values = metrics(stepsWithTwoAt(position), Map.of("tailLimit", "" + tail));
    Collections.sort(values);
    assertThat(values)
        .containsExactly(
            DoubleStream.iterate(35 - tail, v -> v < 35, v -> v + 1)
                .boxed()
                .toArray(Double[]::new));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 9, 10, 11, 17, 18, 33})
  void theWideLayoutHasARowForEach(int position) {
    assertThat(wide(stepsWithTwoAt(position)))
        .containsExactly(
            DoubleStream.iterate(0, v -> v < 35, v -> v + 1).boxed().toArray(Double[]::new));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void theWideLayoutEndsAlsoWhereStepsAreNoNumbers(int count) {
    double[] steps = stepsWithTwoAt(0);
    for (int i = steps.length - count; i < steps.length; i++) {
      steps[i] = Double.NaN;
    }
    assertThat(wide(steps)).hasSize(steps.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 8, 33})
  void seriesGiveBothOnce(int position) {
    SeriesChunk chunk =
        new SeriesChunk(
            pagesOfTwo(stepsWithTwoAt(position)),
            options(Map.of()).series(),
            null,
            List.of(SERIES));
    List<Object> values = new ArrayList<>();
    chunk.forEachRemaining(page -> page.points().forEach(p -> values.add(p.point().value())));
    assertThat(values)
        .containsExactly(IntStream.range(0, 35).mapToObj(Integer::toString).toArray());
  }

  @Test
  void aServerThatGivesOneStepForEverIsAnError() {
    SeriesChunk chunk =
        new SeriesChunk(
            pagesOfTwo(new double[1_000_000]), options(Map.of()).series(), null, List.of(SERIES));
    assertThatThrownBy(() -> chunk.forEachRemaining(page -> {}))
        .isInstanceOf(UnexpectedResponseException.class);
  }

  /** A string series, paged by tokens. */
  private static NeptuneSource pagesOfTwo(double[] steps) {
    return new DifferingSource(null) {
      @Override
      public SeriesPage series(SeriesQuery query) {
        String token = query.series().get(0).token();
        int start = token == null ? 0 : Integer.parseInt(token);
        int end = Math.min(start + 2, steps.length);
        List<SeriesPoint> points =
            IntStream.range(start, end)
                .mapToObj(i -> new SeriesPoint(0, steps[i], Integer.toString(i)))
                .toList();
        return new SeriesPage(
            List.of(
                end == steps.length
                    ? new SeriesPage.Part(0, SeriesPage.State.FINISHED, null, points)
                    : new SeriesPage.Part(0, SeriesPage.State.PARTIAL, "" + end, points)));
      }
    };
  }

  private static List<Double> metrics(double[] steps, Map<String, String> options) {
    NeptuneOptions read = options(options);
    MetricsChunk chunk =
        new MetricsChunk(
            source(steps),
            read.series(),
            null,
            new PageSize(PAGE),
            partition().steps(),
            List.of(SERIES));
    List<Double> values = new ArrayList<>();
    chunk.forEachRemaining(
        page -> {
          MetricsBatches batches = new MetricsBatches(page, "team/project", COLUMNS);
          while (batches.hasNext()) {
            ColumnarBatch batch = batches.next();
            batch.rowIterator().forEachRemaining(row -> values.add(row.getDouble(0)));
          }
        });
    return values;
  }

  private static List<Double> wide(double[] steps) {
    Cell value =
        new Cell(Cell.Content.VALUE, new AttributeDefinition("m", AttributeType.FLOAT_SERIES));
    WideRows rows =
        new WideRows(
            source(steps),
            options(Map.of()),
            partition(),
            0,
            List.of("m"),
            WideRows.Columns.of(List.of(value)),
            PAGE);
    List<Double> values = new ArrayList<>();
    rows.forEachRemaining(page -> page.rows().forEach(row -> values.add(row.getDouble(0))));
    return values;
  }

  private static RunsPartition partition() {
    return RunsPartition.of(List.of(new FoundRun(RUN, "r", 35, 1, true)));
  }

  private static NeptuneOptions options(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.putAll(Map.of("apiToken", "token", "project", "team/project", "relation", "metrics"));
    return NeptuneOptions.read(all, Map.of());
  }

  /** One series, paged as docs/protocol.md, 4.5 says. */
  private static NeptuneSource source(double[] steps) {
    return new DifferingSource(null) {
      @Override
      public FloatSeriesPoints floatSeries(FloatSeriesQuery query) {
        Double after = query.series().get(0).afterStep();
        FloatPoints.Builder points = FloatPoints.newBuilder();
        for (int i = 0; i < steps.length && points.getValuesCount() < query.perSeriesLimit(); i++) {
          int position = query.descending() ? steps.length - 1 - i : i;
          double step = steps[position];
          if (after == null || (query.descending() ? step < after : !(step <= after))) {
            points.addValues(FloatPoint.newBuilder().setStep(step).setValue(position));
          }
        }
        FloatSeriesValues response =
            FloatSeriesValues.newBuilder()
                .addSeries(FloatSeries.newBuilder().setRequestId("0").setSeries(points))
                .build();
        try {
          return FloatSeriesDecoder.decode(
              new ByteArrayInputStream(response.toByteArray()), 1, query.perSeriesLimit());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
