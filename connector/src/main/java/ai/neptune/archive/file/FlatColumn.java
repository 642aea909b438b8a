package ai.neptune.archive.file;

import java.io.IOException;
import java.util.function.Function;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;

/**
 * Reads a column without repetition, many rows at a time: Parquet's own reader makes several calls
 * for each value, which takes longer than all the rest. From the first page on whose encoding is
 * not known here, Parquet's reader reads the column.
 */
final class FlatColumn {

  private final ColumnDescriptor column;
  private final PageReader pages;
  private final Values values;
  private final Function<PageReader, ColumnReader> parquet;
  private final DictionaryPage dictionary;

  /** How many rows are in pages that have not been opened. */
  private long ahead;

  private FlatPage page;
  private ColumnReader other;

  /**
   * Reads the dictionary.
   *
   * @param values takes the values of the column
   * @param parquet makes Parquet's reader of pages
   * @throws RuntimeException if the pages are damaged
   */
  FlatColumn(
      ColumnDescriptor column,
      PageReader pages,
      Values values,
      Function<PageReader, ColumnReader> parquet) {
    this.column = column;
    this.pages = pages;
    this.values = values;
    this.parquet = parquet;
    this.ahead = pages.getTotalValueCount();
    try {
      this.dictionary = readDictionary();
    } catch (IOException e) {
      throw new IllegalStateException("a dictionary cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the values of the next rows.
   *
   * @throws RuntimeException if the pages are damaged
   */
  void read(int rows) {
    int row = 0;
    while (row < rows && other == null) {
      if (page == null || page.isAtEnd()) {
        openPage();
      } else {
        row += page.read(values, row, rows - row);
      }
    }
    requireAhead(other == null ? 0 : rows - row);
    for (; row < rows; row++, ahead--) {
      values.keepCurrent(other, row);
      other.consume();
    }
  }

  private void openPage() {
    requireAhead(1);
    DataPage next = pages.readPage();
    if (next == null || next.getValueCount() < 0) {
      throw new IllegalStateException("a page is missing");
    }
    try {
      page = FlatPage.of(next, column, values, dictionary != null);
    } catch (IOException e) {
      throw new IllegalStateException("a page cannot be read: " + e.getMessage(), e);
    }
    if (page == null) {
      other = parquet.apply(new LastPages(dictionary, next, pages, ahead));
    } else {
      ahead -= next.getValueCount();
    }
  }

  private void requireAhead(int rows) {
    if (rows > ahead) {
      throw new IllegalStateException("a column has fewer values than there are rows");
    }
  }

  /** It is copied, because Parquet's reader may have to read it once more. */
  private DictionaryPage readDictionary() throws IOException {
    DictionaryPage encoded = pages.readDictionaryPage();
    if (encoded == null) {
      return null;
    }
    DictionaryPage copy = encoded.copy();
    // Each value takes a byte at least; room is made for as many as the header says.
    if (copy.getDictionarySize() < 0 || copy.getDictionarySize() > copy.getBytes().size()) {
      throw new IllegalStateException(
          "a dictionary has %d values".formatted(copy.getDictionarySize()));
    }
    values.setDictionary(copy.getEncoding().initDictionary(column, copy));
    return copy;
  }
}
