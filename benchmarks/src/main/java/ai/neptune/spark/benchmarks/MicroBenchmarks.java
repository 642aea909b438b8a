package ai.neptune.spark.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The JMH benchmarks of single classes. */
final class MicroBenchmarks {

  private MicroBenchmarks() {}

  /**
   * Runs the benchmarks.
   *
   * @param scale a scale below 1 makes them short, for a check that they work
   */
  static List<MicroResult> run(double scale) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(FloatSeriesDecoderBenchmark.class.getSimpleName())
            .include(FloatPointEncoderBenchmark.class.getSimpleName())
            .jvmArgs(Setup.CONNECTOR_HEAP)
            .forks(scale < 1 ? 0 : 2);
    if (scale < 1) {
      options
          .warmupIterations(1)
          .warmupTime(TimeValue.milliseconds(100))
          .measurementIterations(1)
          .measurementTime(TimeValue.milliseconds(100));
    }
    Collection<RunResult> results = new Runner(options.build()).run();
    return results.stream().map(MicroBenchmarks::result).toList();
  }

  private static MicroResult result(RunResult run) {
    String name = run.getParams().getBenchmark();
    String parameters =
        run.getParams().getParamsKeys().stream()
            .map(key -> key + " " + run.getParams().getParam(key))
            .collect(Collectors.joining(", "));
    String benchmark = name.substring(0, name.lastIndexOf('.'));
    return new MicroResult(
        benchmark.substring(benchmark.lastIndexOf('.') + 1).replace("Benchmark", ""),
        parameters,
        run.getPrimaryResult().getScore(),
        run.getPrimaryResult().getScoreError());
  }
}
