package ai.neptune.archive.file;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.xerial.snappy.Snappy;

/** The pages of a column of a row group, of a file in memory, as the exporter writes them. */
final class ChunkPages implements PageReader {

  /** Snappy cannot make more of a byte; what claims to be larger is damaged. */
  private static final int MOST_PER_BYTE = 64;

  private final byte[] file;
  private final ColumnChunk chunk;
  private final Deque<DataPage> pages = new ArrayDeque<>();
  private DictionaryPage dictionary;

  private ChunkPages(byte[] file, ColumnChunk chunk) {
    this.file = file;
    this.chunk = chunk;
  }

  /**
   * Reads the pages of a column; null if they are not like those that the exporter writes.
   *
   * @throws RuntimeException if they are damaged
   * @throws IOException if they cannot be decompressed
   */
  static ChunkPages of(byte[] file, ColumnChunk chunk) throws IOException {
    if (!chunk.isPlain()) {
      return null;
    }
    ChunkPages pages = new ChunkPages(file, chunk);
    int from = Math.toIntExact(chunk.start());
    int end = Math.toIntExact(Math.addExact(chunk.start(), chunk.length()));
    long values = 0;
    while (values < chunk.values()) {
      PageHeader header = PageHeader.read(new CompactInput(file, from, end));
      if (header.isOfVersion2()) {
        return null;
      }
      if (header.compressed() < 0 || header.compressed() > end - header.end()) {
        throw new IllegalStateException("a page ends too early");
      }
      values += pages.add(header);
      from = header.end() + header.compressed();
    }
    return pages;
  }

  @Override
  public DictionaryPage readDictionaryPage() {
    return dictionary;
  }

  @Override
  public long getTotalValueCount() {
    return chunk.values();
  }

  @Override
  public DataPage readPage() {
    return pages.poll();
  }

  /** Takes a page; how many values it has that are rows. */
  private int add(PageHeader header) throws IOException {
    BytesInput content = BytesInput.from(content(header));
    if (header.isDictionary()) {
      dictionary =
          new DictionaryPage(
              content, header.uncompressed(), header.values(), encoding(header.encoding()));
      return 0;
    }
    pages.add(
        new DataPageV1(
            content,
            header.values(),
            header.uncompressed(),
            (Statistics<?>) null,
            encoding(header.repetitionLevels()),
            encoding(header.definitionLevels()),
            encoding(header.encoding())));
    return header.values();
  }

  private byte[] content(PageHeader header) throws IOException {
    int from = header.end();
    int length = header.compressed();
    byte[] content = new byte[size(header)];
    if (!chunk.isCompressed()) {
      System.arraycopy(file, from, content, 0, content.length);
    } else if (Snappy.uncompressedLength(file, from, length) == content.length) {
      Snappy.uncompress(file, from, length, content, 0);
    } else {
      throw new IllegalStateException("a page has not as many bytes as its header says");
    }
    return content;
  }

  private int size(PageHeader header) {
    int size = header.uncompressed();
    long most =
        chunk.isCompressed() ? (long) header.compressed() * MOST_PER_BYTE : header.compressed();
    if (size < 0 || size > most) {
      throw new IllegalStateException("a page has %d bytes".formatted(size));
    }
    return size;
  }

  @SuppressWarnings("deprecation") // Older writers use encodings that newer ones do not.
  private static Encoding encoding(int number) {
    return switch (number) {
      case 0 -> Encoding.PLAIN;
      case 2 -> Encoding.PLAIN_DICTIONARY;
      case 3 -> Encoding.RLE;
      case 4 -> Encoding.BIT_PACKED;
      case 8 -> Encoding.RLE_DICTIONARY;
      default -> throw new IllegalStateException("a page has the encoding " + number);
    };
  }
}
