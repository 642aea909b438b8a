package ai.neptune.spark.export;

import ai.neptune.archive.write.FloatPoints;
import ai.neptune.archive.write.PartRow;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The memory for rows of parts that a task writes at the same time. When it is used up, rows of the
 * part that got none for the longest time are given out.
 */
final class OpenParts {

  /** Several tasks share the heap with the pages that they read. */
  private static final int SHARE_OF_HEAP = 12;

  private static final long MIN_BYTES = 4L << 20;
  private static final long MAX_BYTES = 64L << 20;

  private final long limit;
  private final Set<RunFile> inOrder = new LinkedHashSet<>();
  private @Nullable RunFile last;
  private long buffered;

  OpenParts(long limit) {
    this.limit = limit;
  }

  /** The share of a task in this JVM. */
  static OpenParts ofJvm() {
    Runtime jvm = Runtime.getRuntime();
    long share = jvm.maxMemory() / SHARE_OF_HEAP / jvm.availableProcessors();
    return new OpenParts(Math.max(MIN_BYTES, Math.min(MAX_BYTES, share)));
  }

  void add(RunFile part, PartRow row, RunFile.Kind kind) throws IOException {
    use(part);
    long before = part.bufferedBytes();
    part.add(row, kind);
    account(part.bufferedBytes() - before);
  }

  void add(RunFile part, PartRow series, FloatPoints points, RunFile.Kind kind) throws IOException {
    use(part);
    long before = part.bufferedBytes();
    part.add(series, points, kind);
    account(part.bufferedBytes() - before);
  }

  private void use(RunFile part) {
    if (part != last) {
      inOrder.remove(part);
      inOrder.add(part);
      last = part;
    }
  }

  private void account(long bytes) throws IOException {
    buffered += bytes;
    while (buffered > limit) {
      giveOutFirst();
    }
  }

  private void giveOutFirst() throws IOException {
    Iterator<RunFile> oldest = inOrder.iterator();
    RunFile first = oldest.next();
    oldest.remove();
    buffered -= first.bufferedBytes();
    first.endRowGroup();
    if (first == last) {
      last = null;
    }
  }
}
