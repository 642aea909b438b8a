package ai.neptune.archive.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Texts. Each is stored once, and rows say which they have; from the page on in which the texts
 * become too many, each row has its own.
 */
final class TextColumn extends ColumnBuffer {

  /** The exporter's writer has the same limit. */
  static final int MAX_DICTIONARY_BYTES = 1 << 20;

  /** Longer bounds would make footers large. */
  private static final int MAX_BOUNDS_BYTES = 4096;

  private final Map<Binary, Integer> positions = new HashMap<>();
  private final PageBytes dictionary = new PageBytes();
  private final RunLengths indices = new RunLengths();
  private boolean isPlain;
  private byte @Nullable [] last;
  private int lastIndex;
  private byte @Nullable [] min;
  private byte @Nullable [] max;

  TextColumn(ColumnDescriptor column) {
    super(column);
  }

  void add(int row, byte[] text) throws IOException {
    begin(row);
    makeRoom(text.length);
    addPresent();
    addValue(text);
  }

  /** Adds one text, which has to fit into the dictionary, to the next rows. */
  void addToAll(int row, byte[] text, int count) throws IOException {
    begin(row, count);
    indices.add(dictionaryIndex(text), count);
  }

  void addList(int row, List<byte[]> list) throws IOException {
    begin(row);
    makeRoom(list.stream().mapToInt(text -> text.length).sum());
    for (int i = 0; i < list.size(); i++) {
      addElement(i);
      addValue(list.get(i));
    }
    if (list.isEmpty()) {
      addEmptyList();
    }
  }

  /** The size of the texts that are stored once. */
  int dictionaryBytes() {
    return dictionary.size();
  }

  @Override
  Encoding appendValues(PageBytes page) throws IOException {
    if (indices.size() == 0) {
      return super.appendValues(page);
    }
    int bits = Math.max(1, width(positions.size() - 1));
    page.write(bits);
    indices.encode(bits, page);
    indices.clear();
    return Encoding.RLE_DICTIONARY;
  }

  @Override
  boolean addDictionary(Pages page) throws IOException {
    if (positions.isEmpty()) {
      return false;
    }
    page.addDictionary(dictionary, positions.size());
    return true;
  }

  @Override
  void addBounds(Statistics statistics) {
    if (min != null && max != null && min.length + max.length <= MAX_BOUNDS_BYTES) {
      statistics.setMin_value(ByteBuffer.wrap(min));
      statistics.setMax_value(ByteBuffer.wrap(max));
    }
  }

  /** Gives up the dictionary if it could become too large. Pages have one encoding each. */
  private void makeRoom(int bytes) throws IOException {
    if (!isPlain && (long) dictionary.size() + bytes > MAX_DICTIONARY_BYTES) {
      endPage();
      isPlain = true;
      last = null;
    }
  }

  private void addValue(byte[] text) {
    if (isPlain) {
      extendBounds(text);
      write(text, values);
    } else {
      indices.add(dictionaryIndex(text), 1);
    }
  }

  /** The place of a text, which mostly is the one before. */
  private int dictionaryIndex(byte[] text) {
    if (text != last) {
      lastIndex = indexOf(text);
      last = text;
    }
    return lastIndex;
  }

  private int indexOf(byte[] text) {
    int next = positions.size();
    Integer known = positions.putIfAbsent(Binary.fromConstantByteArray(text), next);
    if (known != null) {
      return known;
    }
    extendBounds(text);
    write(text, dictionary);
    return next;
  }

  private void extendBounds(byte[] text) {
    if (min == null || Arrays.compareUnsigned(text, min) < 0) {
      min = text;
    }
    if (max == null || Arrays.compareUnsigned(text, max) > 0) {
      max = text;
    }
  }

  private static void write(byte[] text, PageBytes out) {
    out.writeInt(text.length);
    out.write(text, 0, text.length);
  }
}
