package ai.neptune.spark.source;

import ai.neptune.archive.ArchiveBlobs;
import ai.neptune.client.Blob;
import ai.neptune.client.BlobSource;
import ai.neptune.client.Retry;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.StoredFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The contents of files of a server and of archives. */
public final class FileSources implements BlobSource {

  private final ArchiveBlobs archive;
  private final Supplier<BlobSource> connect;
  private @Nullable BlobSource server;

  /**
   * @param connect connects to the server; asked when a file of it is needed
   */
  public FileSources(ArchiveBlobs archive, Supplier<BlobSource> connect) {
    this.archive = archive;
    this.connect = connect;
  }

  @Override
  public List<SignedUrl> sign(List<StoredFile> files) {
    List<StoredFile> stored = files.stream().filter(file -> !file.isArchived()).toList();
    List<SignedUrl> signed = stored.isEmpty() ? List.of() : server().sign(stored);
    if (stored.size() == files.size()) {
      return signed;
    }
    List<SignedUrl> all = new ArrayList<>();
    int next = 0;
    for (StoredFile file : files) {
      all.add(file.isArchived() ? SignedUrl.ofArchived(file) : signed.get(next++));
    }
    return all;
  }

  @Override
  public Blob open(SignedUrl url, long offset, long end, @Nullable String etag) throws IOException {
    return of(url).open(url, offset, end, etag);
  }

  @Override
  public Blob open(SignedUrl url, long offset, long end, @Nullable String etag, Duration atMost)
      throws IOException {
    return of(url).open(url, offset, end, etag, atMost);
  }

  @Override
  public Retry startRetry(String what) {
    BlobSource connected = connected();
    return connected == null ? archive.startRetry(what) : connected.startRetry(what);
  }

  @Override
  public void abort() {
    BlobSource connected = connected();
    if (connected != null) {
      connected.abort();
    }
  }

  private BlobSource of(SignedUrl url) {
    return url.isArchived() ? archive : server();
  }

  private synchronized BlobSource server() {
    if (server == null) {
      server = connect.get();
    }
    return server;
  }

  private synchronized @Nullable BlobSource connected() {
    return server;
  }
}
