package ai.neptune.spark.benchmarks;

import ai.neptune.testkit.Fault;
import java.time.Duration;

/** A network between the test server and all contenders, made by the server's faults. */
final class Network {

  /** What a round trip takes. */
  static final Duration LATENCY = Duration.ofMillis(40);

  /** What a connection carries. */
  static final long BYTES_PER_SECOND = 12_000_000;

  /** Added to titles of work that is done over the network. */
  static final String SUFFIX = ", over a network";

  private Network() {}

  /** The fault that delays and throttles the responses to all requests but the administrative. */
  static Fault fault() {
    return Fault.on("").latency(LATENCY).bytesPerSecond(BYTES_PER_SECOND).always();
  }

  /** A sentence for the reader of tables. */
  static String description() {
    return "The server responds to each request after %d ms and sends at most %d MB/s over each connection."
        .formatted(LATENCY.toMillis(), BYTES_PER_SECOND / 1_000_000);
  }
}
