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
 * Where the time of threads that run Java code goes. What the kernel, the compiler and the garbage
 * collector do meanwhile is not seen.
 *
 * @param samples how many samples fell on each part
 */
record Profile(Map<Part, Integer> samples) {

  /** The event of Java's Flight Recorder that is a sample. */
  static final String SAMPLE = "jdk.ExecutionSample";

  /** A sample belongs to the part that the innermost frame of any part names. */
  enum Part {
    DECODING("decoding", "ai.neptune.client.wire."),
    HTTP("HTTP", "ai.neptune.client.", "ai.neptune.shaded."),
    DOWNLOADS("downloads", "ai.neptune.spark.download."),
    CONNECTOR("rest of the connector", "ai.neptune.spark."),
    QUERY(
        "code that Spark made of the query",
        "org.apache.spark.sql.catalyst.expressions.GeneratedClass"),
    CATALYST("Spark SQL", "org.apache.spark.sql."),
    STORAGE("Hadoop and Parquet", "org.apache.hadoop.", "org.apache.parquet."),
    SPARK("rest of Spark", "org.apache.spark.", "scala.", "org.sparkproject."),
    OTHER("other");

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // A list that cannot be changed.
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

  /** Reads what a {@link Profiler} wrote. */
  static Profile read(Path recording) throws IOException {
    Map<Part, Integer> samples = new EnumMap<>(Part.class);
    for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
      if (event.getEventType().getName().equals(SAMPLE)) {
        samples.merge(part(event.getStackTrace()), 1, Integer::sum);
      }
    }
    return new Profile(samples);
  }

  /** The share of the samples that fell on a part. */
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
