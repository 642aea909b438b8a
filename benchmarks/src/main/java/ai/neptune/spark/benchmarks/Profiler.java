package ai.neptune.spark.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;

/** Records samples of all threads with Java's Flight Recorder. */
final class Profiler {

  private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(10);

  private final Recording recording = new Recording();

  /**
   * Starts the recording.
   *
   * @param file the recording is written to this file when it ends
   */
  Profiler(Path file) throws IOException {
    recording.enable(Profile.SAMPLE).withPeriod(BETWEEN_SAMPLES);
    recording.setDestination(file);
    recording.start();
  }

  /** Stops the recording and writes the file. */
  void close() {
    recording.close();
  }
}
