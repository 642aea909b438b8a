package ai.neptune.client.http;

import ai.neptune.client.Blob;
import ai.neptune.client.BlobNotFoundException;
import ai.neptune.client.NeptuneException;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.SignedUrlRejectedException;
import ai.neptune.client.UnexpectedResponseException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * The storage behind signed URLs (PROTOCOL 4.8). Requests to it carry no credentials of the user,
 * and messages never show the query string of a URL.
 */
public final class BlobStorage {

  private static final int MOST_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final HttpTransport transport;
  private final Duration timeout;
  private final RequestMetrics metrics;

  BlobStorage(HttpTransport transport, Duration timeout, RequestMetrics metrics) {
    this.transport = transport;
    this.timeout = timeout;
    this.metrics = metrics;
  }

  /**
   * Opens a blob; what the parameters mean and what is thrown, {@link
   * ai.neptune.client.BlobSource#open} says.
   */
  public Blob open(SignedUrl signed, long offset, String etag) throws IOException {
    URI url = signed.url();
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<ResponseBody> response = get(url, offset, etag);
      if (!REDIRECTS.contains(response.statusCode())) {
        return blob(url, response, offset);
      }
      response.body().close();
      url = redirectTarget(url, response);
    }
    throw new UnexpectedResponseException(
        "The storage redirects more than "
            + MOST_REDIRECTS
            + " times from "
            + HttpUrls.withoutQuery(signed.url()));
  }

  private HttpResponse<ResponseBody> get(URI url, long offset, String etag) throws IOException {
    if (!HttpUrls.isHttp(url)) {
      throw new UnexpectedResponseException(
          "The storage's URL is not one of http or https: its scheme is " + url.getScheme());
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).header("Accept", "*/*").header("Accept-Encoding", "identity");
    if (offset > 0) {
      request.header("Range", "bytes=" + offset + "-");
      if (etag != null) {
        request.header("If-Range", etag);
      }
    }
    return transport.send(request.GET(), timeout, metrics.bytesReceived);
  }

  private static URI redirectTarget(URI from, HttpResponse<?> response) {
    String location = response.headers().firstValue("Location").orElse("");
    try {
      if (!location.isBlank()) {
        return from.resolve(new URI(location));
      }
    } catch (URISyntaxException e) {
      // Falls through: the exception's text would show the URL.
    }
    throw new UnexpectedResponseException(
        "The storage redirects from " + HttpUrls.withoutQuery(from) + " to what is no URL");
  }

  private static Blob blob(URI url, HttpResponse<ResponseBody> response, long offset)
      throws IOException {
    try {
      if (response.statusCode() == 200) {
        return HttpBlob.whole(response);
      }
      if (response.statusCode() == 206 && offset > 0) {
        return HttpBlob.rest(response, offset);
      }
      throw failure(HttpUrls.withoutQuery(url), response);
    } catch (IOException | NeptuneException e) {
      response.body().close();
      throw e;
    }
  }

  private static NeptuneException failure(String url, HttpResponse<?> response)
      throws TransientResponseException {
    int status = response.statusCode();
    if (TransientResponseException.isTransient(status)) {
      throw new TransientResponseException(
          status,
          RetryAfter.of(response.headers(), Instant.now()),
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
