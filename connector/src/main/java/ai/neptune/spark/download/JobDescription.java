package ai.neptune.spark.download;

import org.apache.spark.api.java.JavaSparkContext;

/** What the Spark UI says of the jobs that this thread runs, and their common tag, until closed. */
public final class JobDescription implements AutoCloseable {

  private static final String DESCRIPTION = "spark.job.description";

  private final JavaSparkContext spark;
  private final String tag;
  private final String earlier;

  /**
   * Describes the jobs of this thread.
   *
   * @param tag what all of them have in common
   */
  public JobDescription(JavaSparkContext spark, String tag) {
    this.spark = spark;
    this.tag = tag;
    this.earlier = spark.getLocalProperty(DESCRIPTION);
    spark.addJobTag(tag);
  }

  /** Describes the jobs that follow. */
  public void set(String description) {
    spark.setLocalProperty(DESCRIPTION, description);
  }

  /** Ends jobs that still run, as they do when the thread that waits for them is interrupted. */
  public void cancelJobs() {
    spark.cancelJobsWithTag(tag);
  }

  @Override
  public void close() {
    spark.removeJobTag(tag);
    spark.setLocalProperty(DESCRIPTION, earlier);
  }
}
