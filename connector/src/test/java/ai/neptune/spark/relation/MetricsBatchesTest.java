package ai.neptune.spark.relation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.client.FloatSeriesPoints;
import ai.neptune.client.PointBlock;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.SeriesKey;
import ai.neptune.client.wire.FloatSeriesDecoder;
import ai.neptune.protocol.FloatPoint;
import ai.neptune.protocol.FloatPoints;
import ai.neptune.protocol.FloatSeries;
import ai.neptune.protocol.FloatSeriesValues;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricsBatchesTest {

  private static final StructType COLUMNS =
      new StructType()
          .add("project", DataTypes.StringType)
          .add("experiment", DataTypes.StringType)
          .add("attribute", DataTypes.StringType)
          .add("step", DataTypes.DoubleType);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "3,16381,0,20000,5",
        "16384",
        "16384,16384",
        "0,16383,1,1",
        "40000,1",
        "0,0,7,0",
      })
  void everyPointIsInOneBatchWithTheNamesOfItsSeries(String counts) throws IOException {
    int[] lengths = Stream.of(counts.split(",")).mapToInt(Integer::parseInt).toArray();

    List<String> rows = rows(new MetricsBatches(page(lengths), "team/project", COLUMNS));

    List<String> expected = new ArrayList<>();
    for (int series = 0; series < lengths.length; series++) {
      for (int step = 0; step < lengths[series]; step++) {
        expected.add("team/project run-%d m-%d %d".formatted(series, series, step));
      }
    }
    assertThat(rows).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3:2",
        "16385:16384",
        "16386:16384,5:5",
        "16390:16380,5:4",
        "1:1,16390:16380,16384:1,3:0",
        "40000:39999,40000:1",
        "2:0,3:0",
      })
  void pointsBeyondTheCountOfASeriesAreLeftOut(String counts) throws IOException {
    int[][] series =
        Stream.of(counts.split(","))
            .map(s -> Stream.of(s.split(":")).mapToInt(Integer::parseInt).toArray())
            .toArray(int[][]::new);
    MetricsChunk.Page whole = page(Stream.of(series).mapToInt(s -> s[0]).toArray());
    int[] wanted = Stream.of(series).mapToInt(s -> s[1]).toArray();

    List<String> rows =
        rows(
            new MetricsBatches(
                new MetricsChunk.Page(whole.series(), whole.points(), wanted),
                "team/project",
                COLUMNS));

    List<String> expected = new ArrayList<>();
    for (int i = 0; i < wanted.length; i++) {
      for (int step = 0; step < wanted[i]; step++) {
        expected.add("team/project run-%d m-%d %d".formatted(i, i, step));
      }
    }
    assertThat(rows).isEqualTo(expected);
  }

  @Test
  void aPageWithoutPointsIsNoBatch() throws IOException {
    assertThat(new MetricsBatches(page(0, 0), "p", COLUMNS)).isExhausted();
  }

  @Test
  void aBlockIsGivenBackWhenTheNextBatchIsAskedFor() throws IOException {
    MetricsChunk.Page page = page(PointBlock.CAPACITY + 1);
    PointBlock first = page.points().block(0);
    MetricsBatches batches = new MetricsBatches(page, "p", COLUMNS);

    batches.next();
    assertThat(PointBlock.take()).as("while its batch is in use").isNotSameAs(first);
    batches.next();
    assertThat(PointBlock.take()).isSameAs(first);
  }

  private static List<String> rows(MetricsBatches batches) {
    List<String> rows = new ArrayList<>();
    while (batches.hasNext()) {
      ColumnarBatch batch = batches.next();
      assertThat(batch.numRows()).isBetween(1, PointBlock.CAPACITY);
      batch
          .rowIterator()
          .forEachRemaining(
              row ->
                  rows.add(
                      "%s %s %s %.0f"
                          .formatted(
                              row.getUTF8String(0),
                              row.getUTF8String(1),
                              row.getUTF8String(2),
                              row.getDouble(3))));
    }
    return rows;
  }

  private static MetricsChunk.Page page(int... lengths) throws IOException {
    FloatSeriesValues.Builder response = FloatSeriesValues.newBuilder();
    List<Named<SeriesKey>> series = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      FloatPoints.Builder points = FloatPoints.newBuilder();
      for (int step = 0; step < lengths[i]; step++) {
        points.addValues(FloatPoint.newBuilder().setStep(step).setValue(i));
      }
      response.addSeries(
          FloatSeries.newBuilder().setRequestId(Integer.toString(i)).setSeries(points));
      SeriesKey key = new SeriesKey(new RunIdentifier("team/project", "P-" + i), "m-" + i);
      series.add(new Named<>("run-" + i, key));
    }
    FloatSeriesPoints points =
        FloatSeriesDecoder.decode(
            new ByteArrayInputStream(response.build().toByteArray()), lengths.length, 50_000);
    return new MetricsChunk.Page(series, points, lengths.clone());
  }
}
