package ai.neptune.spark.benchmarks;

import ai.neptune.testkit.api.FloatSeriesBody;
import ai.neptune.testkit.model.Lineage;
import ai.neptune.testkit.model.Project;
import ai.neptune.testkit.model.ProjectStore;
import ai.neptune.testkit.seed.SeedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** A response with the points of generated series, as the test server makes it. */
final class EncodedSeries {
  /** How many points a response has. */
  static final int POINTS = 500_000;

  private static final String PROJECT = "benchmarks/encoded";

  private final FloatSeriesBody body;

  private EncodedSeries(FloatSeriesBody body) {
    this.body = body;
  }

  /** A response whose points belong to so many series. */
  static EncodedSeries of(int series) throws IOException {
    ProjectStore projects = new ProjectStore();
    projects.add(
        SeedReader.read(new ByteArrayInputStream(seed(series).getBytes(StandardCharsets.UTF_8))));
    Project project = projects.project(PROJECT).orElseThrow();
    List<FloatSeriesBody.Series> selected =
        IntStream.range(0, series)
            .mapToObj(
                i ->
                    new FloatSeriesBody.Series(
                        Integer.toString(i),
                        POINTS / series,
                        project.runs().get(0).floatSeries("m" + i, Lineage.FULL, false)))
            .toList();
    return new EncodedSeries(new FloatSeriesBody(selected, false));
  }

  /** The bytes of the response. */
  byte[] encoded() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writeTo(out);
    return out.toByteArray();
  }

  void writeTo(OutputStream out) throws IOException {
    body.writeTo(out);
  }

  private static String seed(int series) {
    StringBuilder json = new StringBuilder("{\"project\":\"" + PROJECT + "\",\"runs\":[{");
    json.append("\"run\":\"r\",\"experiment\":\"e\",\"series\":{");
    for (int i = 0; i < series; i++) {
      json.append(i == 0 ? "" : ",")
          .append("\"m%d\":{\"type\":\"float_series\",".formatted(i))
          .append("\"generate\":{\"count\":%d,\"seed\":%d}}".formatted(POINTS / series, i));
    }
    return json.append("}}]}").toString();
  }
}
