package ai.neptune.testkit.model;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Content that is held in memory. */
public final class StoredBlob implements Blob {
  private final byte[] content;

  /** Takes over the array. */
  public StoredBlob(byte[] content) {
    this.content = content;
  }

  @Override
  public long size() {
    return content.length;
  }

  @Override
  public String entityTag() {
    return "\"%x-%x\"".formatted(content.length, Arrays.hashCode(content));
  }

  @Override
  public void writeTo(OutputStream out, long from, long to) throws IOException {
    out.write(content, (int) from, (int) (to - from));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredBlob blob && Arrays.equals(content, blob.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }
}
