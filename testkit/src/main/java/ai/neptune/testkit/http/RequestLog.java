package ai.neptune.testkit.http;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests and the bytes of the bodies sent. Safe for threads. */
public final class RequestLog {
  private final Map<Outcome, LongAdder> counts = new ConcurrentHashMap<>();
  private final LongAdder bytesSent = new LongAdder();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger maxInFlight = new AtomicInteger();
  private final AtomicInteger transfers = new AtomicInteger();
  private final AtomicInteger maxTransfers = new AtomicInteger();

  private record Outcome(String path, int status) {}

  /** How often a path got a status; 0 is a connection closed without a response. */
  public record Count(String path, int status, long count) {}

  /** Another request has arrived. */
  void started(RequestKind kind) {
    if (kind == RequestKind.BLOB) {
      maxTransfers.accumulateAndGet(transfers.incrementAndGet(), Math::max);
    } else {
      maxInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    }
  }

  /** A request has its response; its last bytes may still be on their way. */
  void finished(RequestKind kind, String path, int status) {
    counts.computeIfAbsent(new Outcome(path, status), key -> new LongAdder()).increment();
    (kind == RequestKind.BLOB ? transfers : inFlight).decrementAndGet();
  }

  void sent(long bytes) {
    bytesSent.add(bytes);
  }

  /** Forgets what was counted; requests in flight stay so. */
  public void reset() {
    counts.clear();
    bytesSent.reset();
    maxInFlight.set(inFlight.get());
    maxTransfers.set(transfers.get());
  }

  /** The counts by path and status. */
  public List<Count> counts() {
    return counts.entrySet().stream()
        .map(
            entry ->
                new Count(entry.getKey().path(), entry.getKey().status(), entry.getValue().sum()))
        .sorted(Comparator.comparing(Count::path).thenComparing(Count::status))
        .toList();
  }

  /** The bytes of all bodies sent. */
  public long bytesSent() {
    return bytesSent.sum();
  }

  /** The most requests of the API that were processed at one time. */
  public int maxInFlight() {
    return maxInFlight.get();
  }

  /** The most transfers of blobs that were under way at one time. */
  public int maxTransfersInFlight() {
    return maxTransfers.get();
  }
}
