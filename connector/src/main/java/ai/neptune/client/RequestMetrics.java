package ai.neptune.client;

import java.util.concurrent.atomic.LongAdder;

/** What the requests of one reader or transfer cost so far; safe for use by several threads. */
public final class RequestMetrics {

  /** API requests sent, each attempt counted. */
  public final LongAdder requests = new LongAdder();

  /** Attempts after the first of a request or transfer. */
  public final LongAdder retries = new LongAdder();

  /** Nanoseconds spent waiting because the server said that it is too busy. */
  public final LongAdder rateLimitWaitNanos = new LongAdder();

  /** Bytes of bodies received, as they came over the wire. */
  public final LongAdder bytesReceived = new LongAdder();

  /** Points of series received. */
  public final LongAdder pointsRead = new LongAdder();
}
