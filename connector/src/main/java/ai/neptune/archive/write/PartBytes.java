package ai.neptune.archive.write;

import java.io.OutputStream;

/** The bytes of a file on their way out, gathered to larger pieces. */
final class PartBytes extends OutputStream {

  private static final int PIECE_BYTES = 64 << 10;

  private final PartOutput out;
  private final PageBytes gathered = new PageBytes();
  private long givenOut;

  PartBytes(PartOutput out) {
    this.out = out;
  }

  /** How long the file is by now. */
  long position() {
    return givenOut + gathered.size();
  }

  void write(PageBytes bytes) {
    write(bytes.array(), 0, bytes.size());
  }

  @Override
  public void write(int b) {
    gathered.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    gathered.write(bytes, offset, length);
    if (gathered.size() >= PIECE_BYTES) {
      flush();
    }
  }

  @Override
  public void flush() {
    if (gathered.size() > 0) {
      out.write(gathered.array(), gathered.size());
      givenOut += gathered.size();
      gathered.clear();
    }
  }
}
