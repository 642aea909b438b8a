package ai.neptune.client;

import java.util.concurrent.atomic.LongAdder;

/** Counters of the requests of one reader or transfer; safe for use by several threads. */
public final class RequestMetrics {

  /** API requests sent, each attempt counted. */
  public final LongAdder requests = new LongAdder();

  /** Attempts after the first of a request or transfer. */
  public final LongAdder retries = new LongAdder();

  /** Nanoseconds spent waiting because the server was too busy. */
  public final LongAdder rateLimitWaitNanos = new LongAdder();

  /** Bytes of bodies received, before decompression. */
  public final LongAdder bytesReceived = new LongAdder();

  /** Points of series received. */
  public final LongAdder pointsRead = new LongAdder();
}
