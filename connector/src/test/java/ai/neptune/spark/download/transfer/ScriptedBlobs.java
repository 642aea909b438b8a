package ai.neptune.spark.download.transfer;

import ai.neptune.client.Blob;
import ai.neptune.client.BlobSource;
import ai.neptune.client.Retry;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Blobs that respond as a test says, where a storage could not be made to. */
abstract class ScriptedBlobs implements BlobSource {

  /** What was asked for: the offset and the tag of each request. */
  final List<String> requests = new ArrayList<>();

  int retries;

  abstract Blob response(int request, long offset) throws IOException;

  @Override
  public List<SignedUrl> sign(List<StoredFile> files) {
    return files.stream()
        .map(file -> new SignedUrl(URI.create("http://storage/" + file.path() + "?signature=s")))
        .toList();
  }

  @Override
  public Blob open(SignedUrl url, long offset, long end, String etag) throws IOException {
    synchronized (requests) {
      requests.add(offset + " " + etag);
      return response(requests.size() - 1, offset);
    }
  }

  @Override
  public Retry startRetry(String what) {
    return new Retry() {
      @Override
      public void waitAfter(IOException failure) {
        if (++retries > 20) {
          throw new IllegalStateException("retried for ever", failure);
        }
      }

      @Override
      public void progress() {
        retries = 0;
      }
    };
  }

  static SignedUrl url() {
    return new SignedUrl(URI.create("http://storage/x?signature=s"));
  }

  static Blob blob(long offset, long length, String etag, InputStream body) {
    return blob(offset, length, -1, etag, null, body);
  }

  static Blob blob(
      long offset, long length, long total, String etag, String lastModified, InputStream body) {
    return new Blob() {
      @Override
      public long totalLength() {
        return total;
      }

      @Override
      public String lastModified() {
        return lastModified;
      }

      @Override
      public InputStream body() {
        return body;
      }

      @Override
      public long offset() {
        return offset;
      }

      @Override
      public long contentLength() {
        return length;
      }

      @Override
      public String etag() {
        return etag;
      }

      @Override
      public void close() {
        try {
          body.close();
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  /** Some bytes, and then a broken connection. */
  static InputStream broken(String text) {
    return new InputStream() {
      private int position;

      @Override
      public int read() throws IOException {
        if (position == text.length()) {
          throw new IOException("the connection broke");
        }
        return text.charAt(position++);
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        bytes[from] = (byte) read();
        return 1;
      }
    };
  }
}
