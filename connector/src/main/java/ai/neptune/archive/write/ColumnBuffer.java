package ai.neptune.archive.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * One column of a row group: the pages that are full, and the page that is being filled. Rows
 * without a value need no call: they are added when the next value comes.
 */
abstract class ColumnBuffer {

  /** What a page holds, about; the values of one row are in one page. */
  private static final int PAGE_BYTES = 1 << 20;

  /** As each value of a list takes levels, so do rows without a value. */
  private static final int PAGE_ENTRIES = 1 << 17;

  /** Values of the page, in their encoding. */
  final PageBytes values = new PageBytes();

  private final ColumnDescriptor column;
  private final RunLengths repetitions = new RunLengths();
  private final RunLengths definitions = new RunLengths();
  private final PageBytes body = new PageBytes();
  private final Pages pages = new Pages();
  private final List<PageEncodingStats> encodings = new ArrayList<>(2);
  private int rows;
  private long entries;
  private long nulls;

  ColumnBuffer(ColumnDescriptor column) {
    this.column = column;
  }

  /** Goes on to a row that has a value, or a list of them. */
  final void begin(int row) throws IOException {
    if (values.size() >= PAGE_BYTES || definitions.size() >= PAGE_ENTRIES) {
      endPage();
    }
    addNulls(row - rows);
    rows = row + 1;
  }

  /** Goes on to rows that have one value each. */
  final void begin(int row, int count) throws IOException {
    begin(row);
    add(0, column.getMaxDefinitionLevel(), count);
    rows += count - 1;
  }

  /** Notes the value of a row. */
  final void addPresent() {
    add(0, column.getMaxDefinitionLevel(), 1);
  }

  /**
   * Notes a value of a list.
   *
   * @param position in the list
   */
  final void addElement(int position) {
    add(position == 0 ? 0 : 1, column.getMaxDefinitionLevel(), 1);
  }

  /** Notes a list without values. */
  final void addEmptyList() {
    nulls++;
    // Neither the element nor the repetition around it is there.
    add(0, column.getMaxDefinitionLevel() - 2, 1);
  }

  /**
   * Ends the column.
   *
   * @param ofGroup the number of rows
   * @param without what it holds if it has no values
   */
  final EncodedColumn end(int ofGroup, NullPages without) throws IOException {
    if (rows == 0) {
      return nulls(ofGroup, without);
    }
    addNulls(ofGroup - rows);
    endPage();
    Pages dictionary = new Pages();
    if (addDictionary(dictionary)) {
      encodings.add(0, new PageEncodingStats(PageType.DICTIONARY_PAGE, Encoding.PLAIN, 1));
    }
    Statistics statistics = new Statistics();
    statistics.setNull_count(nulls);
    addBounds(statistics);
    return new EncodedColumn(column, dictionary, pages, entries, encodings, statistics);
  }

  /** Ends the page, if there is one. */
  final void endPage() throws IOException {
    int size = definitions.size();
    if (size == 0) {
      return;
    }
    body.clear();
    if (isRepeated()) {
      repetitions.encodeWithLength(1, body);
    }
    definitions.encodeWithLength(width(column.getMaxDefinitionLevel()), body);
    Encoding encoding = appendValues(body);
    pages.addData(body, size, encoding);
    count(encoding);
    entries += size;
    repetitions.clear();
    definitions.clear();
    values.clear();
  }

  /** Adds the values of the page to its body. */
  Encoding appendValues(PageBytes page) throws IOException {
    page.write(values);
    return Encoding.PLAIN;
  }

  /** Writes the dictionary of the pages; false if they have none. */
  boolean addDictionary(Pages page) throws IOException {
    return false;
  }

  /** Notes the smallest and the largest value, if they are known. */
  abstract void addBounds(Statistics statistics);

  /** How many bits a number takes. */
  static int width(int max) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(max);
  }

  private EncodedColumn nulls(int ofGroup, NullPages without) throws IOException {
    return new EncodedColumn(
        column,
        new Pages(),
        without.of(isRepeated()),
        ofGroup,
        List.of(new PageEncodingStats(PageType.DATA_PAGE, Encoding.PLAIN, 1)),
        new Statistics().setNull_count(ofGroup));
  }

  private boolean isRepeated() {
    return column.getMaxRepetitionLevel() > 0;
  }

  private void addNulls(int count) {
    nulls += count;
    add(0, 0, count);
  }

  private void add(int repetition, int definition, int count) {
    if (isRepeated()) {
      repetitions.add(repetition, count);
    }
    definitions.add(definition, count);
  }

  private void count(Encoding encoding) {
    PageEncodingStats last = last();
    if (last != null && last.getEncoding() == encoding) {
      last.setCount(last.getCount() + 1);
    } else {
      encodings.add(new PageEncodingStats(PageType.DATA_PAGE, encoding, 1));
    }
  }

  private @Nullable PageEncodingStats last() {
    return encodings.isEmpty() ? null : encodings.get(encodings.size() - 1);
  }
}
