package ai.neptune.archive.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;

/**
 * A page of a column without repetition whose values are plain or in a dictionary: definition
 * levels first, then the values that are there. The layout is "Data Pages" in Parquet's
 * specification (https://parquet.apache.org/docs/file-format/data-pages/).
 */
final class FlatPage {

  private final int presentLevel;

  /** Null if every row has a value. */
  private final HybridInput levels;

  /** Null if the values are plain. */
  private final HybridInput ids;

  private final ByteBuffer plain;
  private int left;

  private FlatPage(
      DataPage page, int presentLevel, ByteBuffer levels, ByteBuffer values, Encoding encoding) {
    this.presentLevel = presentLevel;
    this.levels = presentLevel == 0 ? null : new HybridInput(levels, width(presentLevel));
    this.ids = encoding.usesDictionary() ? ids(values) : null;
    this.plain = values;
    this.left = page.getValueCount();
  }

  /**
   * Opens a page; null, and the page not touched, if its encoding is none that is read here.
   *
   * @param values takes the values
   * @throws RuntimeException if the page is damaged
   * @throws IOException if it cannot be decompressed
   */
  static FlatPage of(DataPage page, ColumnDescriptor column, Values values, boolean hasDictionary)
      throws IOException {
    int presentLevel = column.getMaxDefinitionLevel();
    Encoding encoding = encoding(page, presentLevel > 0);
    boolean isKnown =
        encoding == Encoding.PLAIN
            ? values.isReadPlainly()
            : encoding != null && encoding.usesDictionary() && hasDictionary;
    if (!isKnown) {
      return null;
    }
    if (page instanceof DataPageV2 v2) {
      ByteBuffer levels = buffer(v2.getDefinitionLevels());
      return new FlatPage(page, presentLevel, levels, buffer(v2.getData()), encoding);
    }
    ByteBuffer body = buffer(((DataPageV1) page).getBytes());
    ByteBuffer levels = presentLevel > 0 ? levels(body) : body;
    return new FlatPage(page, presentLevel, levels, body, encoding);
  }

  /** Whether all its rows have been read. */
  boolean isAtEnd() {
    return left <= 0;
  }

  /** Reads the next rows of the page; how many they are. */
  int read(Values values, int row, int most) {
    int rows = Math.min(left, most);
    left -= rows;
    boolean[] present = values.present();
    int count = rows;
    if (levels == null) {
      Arrays.fill(present, row, row + rows, true);
    } else {
      count = levels.readEqual(presentLevel, present, row, rows);
    }
    if (count == rows) {
      keep(values, row, rows);
    } else if (count > 0) {
      keepPresent(values, row, row + rows);
    }
    return rows;
  }

  private void keepPresent(Values values, int from, int to) {
    int row = from;
    while (row < to) {
      int first = row;
      while (row < to && values.present()[row]) {
        row++;
      }
      if (row > first) {
        keep(values, first, row - first);
      }
      row++;
    }
  }

  private void keep(Values values, int row, int count) {
    if (ids == null) {
      values.keepPlain(plain, row, count);
    } else {
      int[] places = values.places();
      ids.read(places, 0, count);
      values.keepPlaces(places, row, count);
    }
  }

  /** The encoding of the values; null if the levels have another than both kinds of pages have. */
  private static Encoding encoding(DataPage page, boolean hasLevels) {
    if (page instanceof DataPageV1 v1) {
      return hasLevels && v1.getDlEncoding() != Encoding.RLE ? null : v1.getValueEncoding();
    }
    return page instanceof DataPageV2 v2 ? v2.getDataEncoding() : null;
  }

  private static ByteBuffer buffer(BytesInput bytes) throws IOException {
    return bytes.toByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Takes the levels, which are after their length, from the begin of a page. */
  private static ByteBuffer levels(ByteBuffer body) {
    int length = body.getInt();
    ByteBuffer levels = body.slice(body.position(), length);
    body.position(body.position() + length);
    return levels;
  }

  /** A page without values may have no bytes at all. */
  private static HybridInput ids(ByteBuffer values) {
    int width = values.hasRemaining() ? values.get() & 0xff : 0;
    return new HybridInput(values, width);
  }

  private static int width(int max) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(max);
  }
}
