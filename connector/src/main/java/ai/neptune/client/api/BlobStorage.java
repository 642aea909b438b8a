package ai.neptune.client.api;

import ai.neptune.client.Blob;
import ai.neptune.client.BlobNotFoundException;
import ai.neptune.client.BlobSource;
import ai.neptune.client.ClientConfig;
import ai.neptune.client.RangeNotSatisfiableException;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.SignedUrlRejectedException;
import ai.neptune.client.http.Cancellation;
import ai.neptune.client.http.HttpCall;
import ai.neptune.client.http.HttpConnections;
import ai.neptune.client.http.HttpUrl;
import ai.neptune.client.http.InvalidUrlException;
import ai.neptune.client.http.StreamedResponse;
import ai.neptune.errors.NeptuneException;
import ai.neptune.errors.UnexpectedResponseException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The storage behind signed URLs (docs/protocol.md, 4.8). Requests to it carry no credentials of
 * the user, and messages never show the query string of a URL.
 */
public final class BlobStorage {

  private static final int MAX_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final HttpConnections connections;
  private final ClientConfig config;
  private final LongAdder bytesReceived;

  /**
   * @param connections of this storage alone, which closes them
   * @param bytesReceived counts the bytes of blobs as they are read
   */
  BlobStorage(HttpConnections connections, ClientConfig config, LongAdder bytesReceived) {
    this.connections = connections;
    this.config = config;
    this.bytesReceived = bytesReceived;
  }

  /**
   * Opens a blob; {@link BlobSource#open} says what the parameters mean and what is thrown.
   *
   * @param atMost how long it may take until the body begins, redirects included
   */
  public Blob open(SignedUrl signed, long offset, long end, @Nullable String etag, Duration atMost)
      throws IOException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    HttpUrl url = url(signed);
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      Attempt attempt = new Attempt(url, SharedState.outage(url.origin()));
      StreamedResponse response = attempt.send(headers(offset, end, etag), deadlineNanos);
      if (!REDIRECTS.contains(response.status())) {
        return attempt.blob(response, offset);
      }
      response.close();
      url = redirectTarget(url, response);
    }
    throw new UnexpectedResponseException(
        "The storage redirects more than %d times from %s".formatted(MAX_REDIRECTS, url(signed)));
  }

  /** Ends all transfers, from any thread: those that wait, and those that begin later. */
  public void close() {
    connections.close();
  }

  private static HttpUrl url(SignedUrl signed) {
    try {
      return HttpUrl.parse(signed.text());
    } catch (InvalidUrlException e) {
      throw new UnexpectedResponseException(
          "The URL that the server signed cannot be fetched: %s.".formatted(e.getMessage()));
    }
  }

  private static Map<String, String> headers(long offset, long end, @Nullable String etag) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "*/*");
    headers.put("Accept-Encoding", "identity");
    if (offset > 0) {
      headers.put("Range", "bytes=" + offset + "-" + (end == BlobSource.TO_END ? "" : end - 1));
      if (etag != null) {
        headers.put("If-Range", etag);
      }
    }
    return headers;
  }

  private static HttpUrl redirectTarget(HttpUrl from, StreamedResponse response) {
    String location = response.header("Location");
    if (location == null || location.isBlank()) {
      throw new UnexpectedResponseException(
          "The storage redirects from %s, but not to a URL.".formatted(from));
    }
    try {
      return from.resolve(location);
    } catch (InvalidUrlException e) {
      throw new UnexpectedResponseException(
          "The storage redirects from %s to a URL that cannot be fetched: %s."
              .formatted(from, e.getMessage()));
    }
  }

  /** One request for a URL, and what its response means. */
  private final class Attempt {

    private final HttpUrl url;
    private final Outage outage;
    private final long begun;

    Attempt(HttpUrl url, Outage outage) {
      this.url = url;
      this.outage = outage;
      this.begun = outage.now();
    }

    StreamedResponse send(Map<String, String> headers, long deadlineNanos) throws IOException {
      Cancellation.throwIfInterrupted();
      Duration left = Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
      Duration timeout = config.requestTimeout();
      try {
        return connections.send(
            HttpCall.get(url, headers),
            left.compareTo(timeout) < 0 ? left : timeout,
            bytesReceived,
            socket -> {});
      } catch (IOException e) {
        throw noResponse(e);
      }
    }

    Blob blob(StreamedResponse response, long offset) throws IOException {
      try {
        if (response.status() == 200) {
          return HttpBlob.whole(response, this::noResponse, outage::responded);
        }
        if (response.status() == 206 && offset > 0) {
          return HttpBlob.rest(response, offset, this::noResponse, outage::responded);
        }
        throw failure(response);
      } catch (IOException | NeptuneException e) {
        response.close();
        throw e;
      }
    }

    private IOException noResponse(IOException failure) {
      if (connections.areClosed()) {
        return failure;
      }
      outage.failed(begun, null, config.retrySoftTimeout());
      return new NoResponseException(outage, failure);
    }

    private NeptuneException failure(StreamedResponse response) throws TransientResponseException {
      int status = response.status();
      if (TransientResponseException.isTransient(status)) {
        TransientResponseException failure =
            new TransientResponseException(
                status,
                RetryAfter.of(response.header(RetryAfter.HEADER), Instant.now()),
                "The storage answered %d for %s".formatted(status, url),
                outage);
        outage.failed(begun, failure, config.retrySoftTimeout());
        throw failure;
      }
      outage.responded();
      return switch (status) {
        case 404 -> new BlobNotFoundException("The storage holds no file at " + url);
        case 400, 401, 403 ->
            new SignedUrlRejectedException(
                "The storage answered %d: it does not accept the signature of %s"
                    .formatted(status, url));
        case RANGE_NOT_SATISFIABLE ->
            new RangeNotSatisfiableException(
                "The file at %s ends before the byte that was asked for".formatted(url),
                HttpBlob.totalLength(response));
        default ->
            new UnexpectedResponseException(
                "The storage answered %d for %s".formatted(status, url));
      };
    }
  }
}
