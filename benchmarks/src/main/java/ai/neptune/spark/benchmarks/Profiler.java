package ai.neptune.spark.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;

/** Has Java's Flight Recorder look at what threads do while something runs. */
final class Profiler {

  private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(10);

  private final Recording recording = new Recording();

  /**
   * Starts.
   *
   * @param file what was seen is written there in the end
   */
  Profiler(Path file) throws IOException {
    recording.enable(Profile.SAMPLE).withPeriod(BETWEEN_SAMPLES);
    recording.setDestination(file);
    recording.start();
  }

  /** Stops and writes. */
  void close() {
    recording.close();
  }
}
