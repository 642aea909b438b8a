package ai.neptune.spark.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Shows where threads that run Java code spend their time. The profile does not include the kernel,
 * the compiler and the garbage collector.
 *
 * @param samples the number of samples of each part
 */
record Profile(Map<Part, Integer> samples) {

  /** The Flight Recorder event of a sample. */
  static final String SAMPLE = "jdk.ExecutionSample";

  /** The part of a sample is the first that matches, from the innermost frame outwards. */
  enum Part {
    DECODING("decoding", "ai.neptune.client.wire."),
    HTTP("HTTP", "ai.neptune.client.", "ai.neptune.shaded."),
    DOWNLOADS("downloads", "ai.neptune.spark.download."),
    CONNECTOR("rest of the connector", "ai.neptune.spark."),
    QUERY(
        "code that Spark generated for the query",
        "org.apache.spark.sql.catalyst.expressions.GeneratedClass"),
    CATALYST("Spark SQL", "org.apache.spark.sql."),
    STORAGE("Hadoop and Parquet", "org.apache.hadoop.", "org.apache.parquet."),
    SPARK("rest of Spark", "org.apache.spark.", "scala.", "org.sparkproject."),
    OTHER("other");

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // The list is immutable.
    private final List<String> prefixes;

    Part(String title, String... prefixes) {
      this.title = title;
      this.prefixes = List.of(prefixes);
    }

    String title() {
      return title;
    }

    private boolean holds(String className) {
      return prefixes.stream().anyMatch(className::startsWith);
    }

    private static Part of(String className) {
      for (Part part : values()) {
        if (part.holds(className)) {
          return part;
        }
      }
      return OTHER;
    }
  }

  /** Reads the recording of a {@link Profiler}. */
  static Profile read(Path recording) throws IOException {
    Map<Part, Integer> samples = new EnumMap<>(Part.class);
    for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
      if (event.getEventType().getName().equals(SAMPLE)) {
        samples.merge(part(event.getStackTrace()), 1, Integer::sum);
      }
    }
    return new Profile(samples);
  }

  /** The share of a part in all samples. */
  double share(Part part) {
    int all = samples.values().stream().mapToInt(Integer::intValue).sum();
    return all == 0 ? 0 : (double) samples.getOrDefault(part, 0) / all;
  }

  private static Part part(RecordedStackTrace stack) {
    if (stack == null) {
      return Part.OTHER;
    }
    return stack.getFrames().stream()
        .filter(RecordedFrame::isJavaFrame)
        .map(frame -> Part.of(frame.getMethod().getType().getName()))
        .filter(part -> part != Part.OTHER)
        .findFirst()
        .orElse(Part.OTHER);
  }
}
