package ai.neptune.testkit.model;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Content of any size that is computed from a seed, not stored. */
public record GeneratedBlob(long size, long seed) implements Blob {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int CHUNK_BYTES = 64 * 1024;

  @Override
  public String entityTag() {
    return "\"%x-%x\"".formatted(size, seed);
  }

  @Override
  public void writeTo(OutputStream out, long from, long to) throws IOException {
    byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, (to - from + 23) & ~7)];
    long position = from;
    while (position < to) {
      long firstWord = position >>> 3;
      for (int i = 0; i < chunk.length; i += Long.BYTES) {
        LONGS.set(chunk, i, SplitMix.at(seed, firstWord + (i >>> 3)));
      }
      int offset = (int) (position & 7);
      int length = (int) Math.min(chunk.length - offset, to - position);
      out.write(chunk, offset, length);
      position += length;
    }
  }
}
