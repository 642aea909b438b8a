package ai.neptune.spark.examples;

import ai.neptune.errors.NeptuneException;
import ai.neptune.testkit.NeptuneServer;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * The main job, end to end: experiments, metrics and series of a project as DataFrames, and its
 * files downloaded. Without an API token it reads a sample project on an embedded server.
 */
public final class Quickstart {

  /** The token of every read and download that names none. */
  private static final String DEFAULT_API_TOKEN = "spark.datasource.neptune.apiToken";

  /** The archive that every read is of. */
  private static final String DEFAULT_ARCHIVE = "spark.datasource.neptune.archive";

  private static final String DEFAULT_ARCHIVE_MODE = "spark.datasource.neptune.archiveMode";

  private Quickstart() {}

  /** Runs the quickstart; {@code --help} lists the arguments. */
  public static void main(String[] args) {
    System.exit(run(List.of(args), System.getenv()));
  }

  /** Returns the exit code: 0, 1 when the job failed, 2 when the arguments are wrong. */
  static int run(List<String> args, Map<String, String> environment) {
    QuickstartArguments arguments;
    try {
      arguments = QuickstartArguments.parse(args, environment);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println();
      System.err.print(QuickstartArguments.USAGE);
      return 2;
    }
    if (arguments.help()) {
      System.out.print(QuickstartArguments.USAGE);
      return 0;
    }
    try {
      run(arguments);
      return 0;
    } catch (Exception e) {
      LogManager.getLogger(Quickstart.class).error("The quickstart failed", e);
      System.err.println();
      System.err.println("The quickstart failed: " + messageFor(e));
      String log = System.getProperty("quickstart.log");
      if (log != null) {
        System.err.println("Its log has the details: " + log);
      }
      return 1;
    }
  }

  private static void run(QuickstartArguments arguments) {
    if (arguments.archive() != null) {
      System.out.println("Neptune for Spark: archive " + arguments.archive());
      // What an archive lacks is shown; it is no reason to show nothing.
      SparkConf conf =
          sparkConf(arguments)
              .set(DEFAULT_ARCHIVE, arguments.archive())
              .setIfMissing(DEFAULT_ARCHIVE_MODE, "permissive");
      run(arguments, arguments.project(), conf);
      return;
    }
    if (arguments.project() != null) {
      System.out.println("Neptune for Spark: project " + arguments.project());
      run(arguments, arguments.project(), sparkConf(arguments));
      return;
    }
    System.out.println(
        "Neptune for Spark: sample project " + SampleProject.NAME + " on an embedded test server");
    try (NeptuneServer server = NeptuneServer.start(SampleProject.json())) {
      SparkConf conf = sparkConf(arguments).set(DEFAULT_API_TOKEN, server.apiToken());
      run(arguments, SampleProject.NAME, conf);
    }
  }

  private static void run(QuickstartArguments arguments, String project, SparkConf conf) {
    SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
    try {
      new QuickstartJob(spark, project, arguments).run();
    } finally {
      spark.stop();
    }
  }

  private static SparkConf sparkConf(QuickstartArguments arguments) {
    SparkConf conf = new SparkConf();
    arguments.sparkConf().forEach(conf::set);
    return conf.setIfMissing("spark.app.name", "Neptune quickstart")
        .setIfMissing("spark.master", "local[*]")
        .setIfMissing("spark.ui.enabled", "false")
        .setIfMissing("spark.sql.shuffle.partitions", "4")
        .setIfMissing("spark.sql.session.timeZone", "UTC");
  }

  /** The connector's message if the connector failed, however deep Spark has wrapped it. */
  private static String messageFor(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof NeptuneException) {
        return cause.getMessage();
      }
      root = cause;
    }
    return root.getMessage() != null ? root.getMessage() : root.toString();
  }
}
