package ai.neptune.client;

import java.io.IOException;
import java.util.List;

/** A client of one Neptune server. It holds no connection of its own: all share the JVM's. */
public final class NeptuneClient implements NeptuneSource, BlobSource {

  private NeptuneClient() {}

  /**
   * A client for the server that the API token names. No request is made.
   *
   * @throws InvalidApiTokenException if the token cannot be decoded or names no server
   */
  @SuppressWarnings("DoNotCallSuggester")
  public static NeptuneClient connect(ClientConfig config, RequestMetrics metrics) {
    throw new UnsupportedOperationException();
  }

  @Override
  public EntriesPage searchEntries(EntriesSearch search) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page<AttributeDefinition> attributeDefinitions(DefinitionsQuery query, String pageToken) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page<RunValues> attributeValues(ValuesQuery query, String pageToken) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FloatSeriesPoints floatSeries(FloatSeriesQuery query) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SeriesPage series(SeriesQuery query) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<SignedUrl> sign(List<StoredFile> files) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Blob open(SignedUrl url, long offset, String etag) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Retry startRetry(String what) {
    throw new UnsupportedOperationException();
  }
}
