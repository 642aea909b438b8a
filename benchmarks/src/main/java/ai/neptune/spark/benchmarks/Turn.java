package ai.neptune.spark.benchmarks;

/**
 * How one contender did one piece of work once.
 *
 * @param repetition 0 for the first in the contender's process, which is slower where code is
 *     compiled while it runs
 * @param live whether garbage was collected all the time, so that the memory is what is alive and
 *     the time means nothing
 * @param peakMemory the most bytes in use: of the heap for Java, of the whole process for Python; 0
 *     where it is not measured
 * @param idleMemory what of it was in use before
 * @param requests how many requests the server answered
 * @param bytes how many bytes its responses had
 */
record Turn(
    Workload workload,
    double scale,
    String contender,
    int repetition,
    boolean live,
    double seconds,
    long peakMemory,
    long idleMemory,
    long requests,
    long bytes) {}
