package ai.neptune.client.api;

import ai.neptune.client.Blob;
import ai.neptune.client.BlobNotFoundException;
import ai.neptune.client.BlobSource;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.SignedUrlRejectedException;
import ai.neptune.client.http.Cancellation;
import ai.neptune.client.http.HttpCall;
import ai.neptune.client.http.HttpConnections;
import ai.neptune.client.http.HttpUrls;
import ai.neptune.client.http.StreamedResponse;
import ai.neptune.errors.NeptuneException;
import ai.neptune.errors.UnexpectedResponseException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * The storage behind signed URLs (docs/protocol.md, 4.8). Requests to it carry no credentials of
 * the user, and messages never show the query string of a URL.
 */
public final class BlobStorage {

  private static final int MOST_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final HttpConnections connections;
  private final Duration timeout;
  private final LongAdder bytesReceived;

  /**
   * @param connections of this storage alone, which closes them
   * @param timeout bounds connecting, and each wait for more of a response
   * @param bytesReceived counts the bytes of blobs as they are read
   */
  BlobStorage(HttpConnections connections, Duration timeout, LongAdder bytesReceived) {
    this.connections = connections;
    this.timeout = timeout;
    this.bytesReceived = bytesReceived;
  }

  /**
   * Opens a blob; what the parameters mean and what is thrown, {@link
   * ai.neptune.client.BlobSource#open} says.
   */
  public Blob open(SignedUrl signed, long offset, long end, String etag) throws IOException {
    URI url = signed.url();
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      StreamedResponse response = get(url, offset, end, etag);
      if (!REDIRECTS.contains(response.status())) {
        return blob(url, response, offset);
      }
      response.close();
      url = redirectTarget(url, response);
    }
    throw new UnexpectedResponseException(
        "The storage redirects more than "
            + MOST_REDIRECTS
            + " times from "
            + HttpUrls.withoutQuery(signed.url()));
  }

  /** Ends all transfers, from any thread: those that wait, too, and those that begin later. */
  public void close() {
    connections.close();
  }

  private StreamedResponse get(URI url, long offset, long end, String etag) throws IOException {
    if (!HttpUrls.isHttp(url)) {
      throw new UnexpectedResponseException(
          "The storage's URL is not one of http or https: its scheme is " + url.getScheme());
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "*/*");
    headers.put("Accept-Encoding", "identity");
    if (offset > 0) {
      headers.put("Range", "bytes=" + offset + "-" + (end == BlobSource.TO_END ? "" : end - 1));
      if (etag != null) {
        headers.put("If-Range", etag);
      }
    }
    Cancellation.throwIfInterrupted();
    return connections.send(HttpCall.get(url, headers), timeout, bytesReceived, socket -> {});
  }

  private static URI redirectTarget(URI from, StreamedResponse response) {
    String location = response.header("Location");
    try {
      if (location != null && !location.isBlank()) {
        return from.resolve(new URI(location));
      }
    } catch (URISyntaxException e) {
      // Falls through: the exception's text would show the URL.
    }
    throw new UnexpectedResponseException(
        "The storage redirects from " + HttpUrls.withoutQuery(from) + " to what is no URL");
  }

  private static Blob blob(URI url, StreamedResponse response, long offset) throws IOException {
    try {
      if (response.status() == 200) {
        return HttpBlob.whole(response);
      }
      if (response.status() == 206 && offset > 0) {
        return HttpBlob.rest(response, offset);
      }
      throw failure(HttpUrls.withoutQuery(url), response);
    } catch (IOException | NeptuneException e) {
      response.close();
      throw e;
    }
  }

  private static NeptuneException failure(String url, StreamedResponse response)
      throws TransientResponseException {
    int status = response.status();
    if (TransientResponseException.isTransient(status)) {
      throw new TransientResponseException(
          status,
          RetryAfter.of(response.header(RetryAfter.HEADER), Instant.now()),
          "The storage answered " + status + " for " + url);
    }
    return switch (status) {
      case 404 -> new BlobNotFoundException("The storage holds no file at " + url);
      case 400, 401, 403 ->
          new SignedUrlRejectedException(
              "The storage answered " + status + ": the signature of " + url + " is not accepted");
      default -> new UnexpectedResponseException("The storage answered " + status + " for " + url);
    };
  }
}
