package ai.neptune.archive.write;

import java.io.IOException;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/** The pages of columns without values: those of a row group are the same. */
final class NullPages {

  private final int rows;
  private @Nullable Pages plain;
  private @Nullable Pages repeated;

  NullPages(int rows) {
    this.rows = rows;
  }

  /** A page for all rows. */
  Pages of(boolean isRepeated) throws IOException {
    if (isRepeated) {
      repeated = repeated == null ? page(2) : repeated;
      return repeated;
    }
    plain = plain == null ? page(1) : plain;
    return plain;
  }

  /** All levels are zero, in a byte, however large they could be. */
  private Pages page(int levels) throws IOException {
    RunLengths zeros = new RunLengths();
    zeros.add(0, rows);
    PageBytes body = new PageBytes();
    for (int i = 0; i < levels; i++) {
      zeros.encodeWithLength(1, body);
    }
    Pages pages = new Pages();
    pages.addData(body, rows, Encoding.PLAIN);
    return pages;
  }
}
