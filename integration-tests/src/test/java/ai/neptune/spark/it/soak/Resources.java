package ai.neptune.spark.it.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Samples the resources of this process: heap after a collection, threads and open files. */
final class Resources {

  private static final long MIB = 1 << 20;
  private static final UnixOperatingSystemMXBean SYSTEM =
      (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Spark's own caches and status store grow until they reach their limits. */
  private static final long HEAP_ALLOWANCE_MIB = 48;

  /** The time in which the thread pools of Spark and of this JVM fill. */
  private static final long WARM_UP_SECONDS = 40;

  /** After the warm-up: one for each quarter. */
  private static final int MIN_SAMPLES = 4;

  private static final long THREADS_ALLOWANCE = 12;
  private static final long FILES_ALLOWANCE = 24;

  /** The resources at one moment. */
  record Sample(long second, long heapMib, long threads, long openFiles) {}

  private final long start = System.nanoTime();
  private final List<Sample> samples = new ArrayList<>();
  private volatile long peakHeapMib;
  private volatile long peakThreads;

  /** Starts to record peaks; continues until the process ends. */
  void watch() {
    Thread watcher =
        new Thread(
            () -> {
              while (true) {
                peakHeapMib = Math.max(peakHeapMib, heapMib());
                peakThreads = Math.max(peakThreads, threads());
                pause(100);
              }
            },
            "soak-watcher");
    watcher.setDaemon(true);
    watcher.start();
  }

  /** Takes a sample; call it while no job is running. */
  Sample sample() {
    for (int i = 0; i < 3; i++) {
      System.gc();
      pause(300);
    }
    Sample sample =
        new Sample(
            (System.nanoTime() - start) / 1_000_000_000,
            heapMib(),
            threads(),
            SYSTEM.getOpenFileDescriptorCount());
    samples.add(sample);
    return sample;
  }

  long peakHeapMib() {
    return peakHeapMib;
  }

  long peakThreads() {
    return peakThreads;
  }

  /** Whether growth can be seen; a slow machine needs longer to get there. */
  boolean areEnough() {
    return warm().size() >= MIN_SAMPLES;
  }

  /**
   * Compares the second quarter of the samples after the warm-up with the last quarter.
   *
   * @return a description of each resource that grew; empty if none did
   */
  List<String> growth() {
    List<Sample> warm = warm();
    List<String> growth = new ArrayList<>();
    compare(warm, "heap (MiB)", Sample::heapMib, HEAP_ALLOWANCE_MIB, growth);
    compare(warm, "threads", Sample::threads, THREADS_ALLOWANCE, growth);
    compare(warm, "open files", Sample::openFiles, FILES_ALLOWANCE, growth);
    return growth;
  }

  private List<Sample> warm() {
    return samples.stream().filter(s -> s.second() >= WARM_UP_SECONDS).toList();
  }

  private static void compare(
      List<Sample> warm,
      String what,
      ToLongFunction<Sample> value,
      long allowance,
      List<String> growth) {
    int quarter = warm.size() / 4;
    long early = median(warm.subList(quarter, 2 * quarter), value);
    long late = median(warm.subList(warm.size() - quarter, warm.size()), value);
    System.out.printf("%s: %d in the second quarter, %d in the last%n", what, early, late);
    if (late > early + allowance) {
      growth.add("%s grew from %d to %d".formatted(what, early, late));
    }
  }

  private static long median(List<Sample> some, ToLongFunction<Sample> value) {
    return some.isEmpty()
        ? 0
        : some.stream().mapToLong(value).sorted().skip(some.size() / 2).findFirst().orElseThrow();
  }

  private static long heapMib() {
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / MIB;
  }

  private static long threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
