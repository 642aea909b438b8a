package ai.neptune.spark.benchmarks;

import ai.neptune.client.FloatSeriesPoints;
import ai.neptune.client.wire.FloatSeriesDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures how fast the connector decodes a response into columns. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FloatSeriesDecoderBenchmark {

  /** The number of series in a response. */
  @Param({"1", "5000"})
  public int series;

  private byte[] response;

  @Setup
  public void encode() throws IOException {
    response = EncodedSeries.of(series).encoded();
  }

  @Benchmark
  @OperationsPerInvocation(EncodedSeries.POINTS)
  public int decode() throws IOException {
    FloatSeriesPoints points =
        FloatSeriesDecoder.decode(
            new ByteArrayInputStream(response), series, EncodedSeries.POINTS / series);
    points.release();
    return points.size();
  }
}
