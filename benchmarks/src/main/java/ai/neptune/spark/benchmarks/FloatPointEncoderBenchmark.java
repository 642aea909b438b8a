package ai.neptune.spark.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
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
import org.openjdk.jmh.infra.Blackhole;

/** How fast the test server makes a response: what it can serve bounds what a client can read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FloatPointEncoderBenchmark {

  /** How many series the points of a response belong to. */
  @Param({"1", "5000"})
  public int series;

  private EncodedSeries response;

  @Setup
  public void generate() throws IOException {
    response = EncodedSeries.of(series);
  }

  @Benchmark
  @OperationsPerInvocation(EncodedSeries.POINTS)
  public void encode(Blackhole sink) throws IOException {
    response.writeTo(
        new OutputStream() {
          @Override
          public void write(int oneByte) {
            sink.consume(oneByte);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            sink.consume(bytes);
          }
        });
  }
}
