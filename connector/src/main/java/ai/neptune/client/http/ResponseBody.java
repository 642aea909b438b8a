package ai.neptune.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The body of an answer as a stream for one reader. Buffers arrive a little ahead of the reader, so
 * memory is bounded. A wait for more that takes too long fails, as the time-out of an {@link
 * java.net.http.HttpRequest} covers the headers alone; an interrupt cancels; closing before the end
 * drops the connection.
 */
final class ResponseBody extends InputStream implements BodySubscriber<ResponseBody> {

  private static final int BUFFERS_AHEAD = 16;

  /** Arrives after the last buffer: the body is complete, or broken by {@code failure}. */
  private record End(Throwable failure) {}

  private final Duration timeout;
  private final LongAdder bytesReceived;
  private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
  private final Object subscriptionLock = new Object();

  private long deadlineNanos = System.nanoTime() + Long.MAX_VALUE / 2;
  private Subscription subscription;
  private boolean closed;

  private List<ByteBuffer> buffers = List.of();
  private int nextBuffer;
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private boolean complete;
  private IOException failure;

  ResponseBody(Duration timeout, LongAdder bytesReceived) {
    this.timeout = timeout;
    this.bytesReceived = bytesReceived;
  }

  /** Makes reads fail that would go on after this {@link System#nanoTime}. */
  void endBy(long newDeadlineNanos) {
    deadlineNanos = newDeadlineNanos;
  }

  /** Why the connection, rather than what came over it, made a read fail; null if it did not. */
  IOException failure() {
    return failure;
  }

  @Override
  public int read() throws IOException {
    return advance() ? buffer.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!advance()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(target, offset, count);
    return count;
  }

  @Override
  public void close() {
    synchronized (subscriptionLock) {
      closed = true;
      if (subscription != null && !complete) {
        subscription.cancel();
      }
    }
    arrived.add(new End(new IOException("closed")));
  }

  @Override
  public CompletionStage<ResponseBody> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Subscription newSubscription) {
    synchronized (subscriptionLock) {
      subscription = newSubscription;
      if (closed) {
        subscription.cancel();
      } else {
        subscription.request(BUFFERS_AHEAD);
      }
    }
  }

  @Override
  public void onNext(List<ByteBuffer> received) {
    arrived.add(received);
  }

  @Override
  public void onError(Throwable error) {
    arrived.add(new End(error));
  }

  @Override
  public void onComplete() {
    arrived.add(new End(null));
  }

  /** Makes {@code buffer} hold a byte to read; false at the end of the body. */
  private boolean advance() throws IOException {
    while (!buffer.hasRemaining()) {
      if (complete) {
        return false;
      }
      if (failure != null) {
        throw failure;
      }
      if (nextBuffer < buffers.size()) {
        buffer = buffers.get(nextBuffer++);
        bytesReceived.add(buffer.remaining());
      } else {
        receive();
      }
    }
    return true;
  }

  @SuppressWarnings("unchecked")
  private void receive() throws IOException {
    Object next = await();
    if (next instanceof End end) {
      complete = end.failure() == null;
      if (!complete) {
        throw fail(new IOException("The connection broke: " + end.failure(), end.failure()));
      }
    } else {
      buffers = (List<ByteBuffer>) next;
      nextBuffer = 0;
      synchronized (subscriptionLock) {
        subscription.request(1);
      }
    }
  }

  private Object await() throws IOException {
    long timeLeft = deadlineNanos - System.nanoTime();
    if (timeLeft <= 0) {
      close();
      throw fail(
          new HttpTimeoutException("The answer was still arriving when the time for it was over"));
    }
    Object next;
    try {
      next = arrived.poll(Math.min(timeLeft, timeout.toNanos()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      close();
      throw Cancellation.of(e);
    }
    if (next == null) {
      close();
      throw fail(
          new HttpTimeoutException(
              "No more of the answer arrived within " + timeout.toMillis() + " ms"));
    }
    return next;
  }

  private IOException fail(IOException cause) {
    failure = cause;
    return cause;
  }
}
