package ai.neptune.archive.write;

import java.io.IOException;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.xerial.snappy.Snappy;

/** Compressed pages of one column, one after the other. */
final class Pages {

  private final PageBytes bytes = new PageBytes();
  private long uncompressed;

  /** Adds a page of values with their levels. */
  void addData(PageBytes body, int entries, Encoding encoding) throws IOException {
    add(
        body,
        PageType.DATA_PAGE,
        header ->
            header.setData_page_header(
                new DataPageHeader(entries, encoding, Encoding.RLE, Encoding.RLE)));
  }

  /** Adds the page of a dictionary. */
  void addDictionary(PageBytes body, int entries) throws IOException {
    add(
        body,
        PageType.DICTIONARY_PAGE,
        header ->
            header.setDictionary_page_header(new DictionaryPageHeader(entries, Encoding.PLAIN)));
  }

  /** All pages with their headers. */
  PageBytes bytes() {
    return bytes;
  }

  /** What they would take without compression. */
  long uncompressed() {
    return uncompressed;
  }

  private void add(PageBytes body, PageType type, Details details) throws IOException {
    // The header has the compressed length, and goes before.
    PageBytes compressed = new PageBytes();
    int at = compressed.reserve(Snappy.maxCompressedLength(body.size()));
    compressed.advance(Snappy.compress(body.array(), 0, body.size(), compressed.array(), at));
    PageHeader header = new PageHeader(type, body.size(), compressed.size());
    details.addTo(header);
    int before = bytes.size();
    Util.writePageHeader(header, bytes);
    uncompressed += bytes.size() - before + body.size();
    bytes.write(compressed);
  }

  /** What only one type of pages has. */
  private interface Details {
    void addTo(PageHeader header);
  }
}
