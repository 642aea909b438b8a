package ai.neptune.spark.read;

import ai.neptune.client.RequestMetrics;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/**
 * What reads cost, as the SQL tab of Spark's UI shows it. Spark makes the metrics anew by their
 * class names, so that each is a public class with a public constructor.
 */
public final class ReadMetrics {

  private ReadMetrics() {}

  static CustomMetric[] supported() {
    return new CustomMetric[] {
      new ApiRequests(), new Retries(), new RateLimitWait(), new BytesReceived(), new PointsRead()
    };
  }

  static CustomTaskMetric[] of(RequestMetrics metrics) {
    return new CustomTaskMetric[] {
      new Value(ApiRequests.NAME, metrics.requests.sum()),
      new Value(Retries.NAME, metrics.retries.sum()),
      new Value(
          RateLimitWait.NAME, TimeUnit.NANOSECONDS.toMillis(metrics.rateLimitWaitNanos.sum())),
      new Value(BytesReceived.NAME, metrics.bytesReceived.sum()),
      new Value(PointsRead.NAME, metrics.pointsRead.sum())
    };
  }

  /** Requests sent to the API, every attempt counted. */
  public static final class ApiRequests extends CustomSumMetric {
    static final String NAME = "neptuneApiRequests";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "Neptune API requests";
    }
  }

  /** Attempts after the first. */
  public static final class Retries extends CustomSumMetric {
    static final String NAME = "neptuneRetries";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "Neptune retries";
    }
  }

  /** Milliseconds spent waiting because the server said that it is too busy. */
  public static final class RateLimitWait extends CustomSumMetric {
    static final String NAME = "neptuneRateLimitWaitMillis";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "Neptune rate limit wait (ms)";
    }
  }

  /** Bytes of bodies as they came over the wire. */
  public static final class BytesReceived extends CustomSumMetric {
    static final String NAME = "neptuneBytesReceived";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "Neptune bytes received";
    }
  }

  /** Points of series that the server gave. */
  public static final class PointsRead extends CustomSumMetric {
    static final String NAME = "neptunePointsRead";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "Neptune points read";
    }
  }

  private record Value(String name, long value) implements CustomTaskMetric {}
}
