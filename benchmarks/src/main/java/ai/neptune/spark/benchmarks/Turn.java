package ai.neptune.spark.benchmarks;

/**
 * The measurements of one contender that did the work once.
 *
 * @param network whether a network was between the server and the contender
 * @param repetition 0 for the first in the contender's process, which is slower if code is compiled
 *     while it runs
 * @param forMemory whether garbage was collected all the time: then the memory is the live heap and
 *     the time is meaningless
 * @param peakMemory the peak memory in bytes: of the heap for Java, of the whole process for
 *     Python; 0 if it is not measured
 * @param idleMemory the memory in use before the work, in bytes
 * @param requests the number of requests that the server received
 * @param bytes the number of bytes that the server sent
 */
record Turn(
    Workload workload,
    double scale,
    boolean network,
    String contender,
    int repetition,
    boolean forMemory,
    double seconds,
    long peakMemory,
    long idleMemory,
    long requests,
    long bytes) {

  /** The work at scale 1, in words. */
  String title() {
    return workload.title() + (network ? Network.SUFFIX : "");
  }

  /** The place of the figures. */
  Section section() {
    return network ? Section.NETWORK : workload.section();
  }
}
