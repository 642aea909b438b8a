package ai.neptune.archive.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The footer of a small file in memory. An archive has tens of thousands of these, and each is
 * opened to learn what it holds; Parquet's own reader makes objects of all that a footer says,
 * which takes longer than to read the file. Here only what an export is read by is looked at.
 */
final class Footer {

  /** What a Parquet file begins and ends with. */
  static final String MAGIC = "PAR1";

  /** Two magic numbers and the length of the footer. */
  static final int SHORTEST_FILE = 12;

  private static final int TAIL = 8;

  private final CompactInput in;
  private final byte[] file;
  private final Map<String, String> metadata = new HashMap<>();
  private final List<Group> groups = new ArrayList<>();
  private ByteBuffer schema;
  private String createdBy;

  /**
   * A row group.
   *
   * @param chunks its columns by their paths, with dots
   */
  record Group(long rows, Map<String, ColumnChunk> chunks) {

    long compressedBytes() {
      return chunks.values().stream().mapToLong(ColumnChunk::length).sum();
    }

    ColumnFacts facts(ExportColumn column) {
      ColumnChunk chunk = chunks.get(column.columnName());
      return chunk == null ? ColumnFacts.NONE : chunk.facts();
    }
  }

  private Footer(byte[] file) {
    int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - TAIL);
    this.file = file;
    this.in = new CompactInput(file, file.length - TAIL - length, file.length - TAIL);
  }

  /**
   * Reads the footer of a file.
   *
   * @throws RuntimeException if it is damaged, or encrypted
   */
  static Footer of(byte[] file) {
    Footer footer = new Footer(file);
    footer.in.struct(footer::readField);
    if (footer.schema == null) {
      throw new IllegalStateException("it has no schema");
    }
    return footer;
  }

  /** The schema as it is in the file: what is equal is the same schema. */
  ByteBuffer schema() {
    return schema;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  List<Group> groups() {
    return groups;
  }

  String createdBy() {
    return createdBy;
  }

  private boolean readField(int id) {
    switch (id) {
      case 2 -> schema = skipped();
      case 4 -> in.list(this::readGroup);
      case 5 -> in.list(this::readEntry);
      case 6 -> createdBy = in.text();
      case 8 -> throw new IllegalStateException("it is encrypted");
      default -> {
        return false;
      }
    }
    return true;
  }

  private ByteBuffer skipped() {
    int from = in.position();
    in.skip();
    return ByteBuffer.wrap(file, from, in.position() - from);
  }

  private void readGroup() {
    Map<String, ColumnChunk> chunks = new HashMap<>();
    long[] rows = new long[1];
    in.struct(
        id -> {
          switch (id) {
            case 1 ->
                in.list(
                    () -> {
                      ColumnChunk chunk = ColumnChunk.read(in);
                      chunks.put(chunk.path(), chunk);
                    });
            case 3 -> rows[0] = in.integer();
            default -> {
              return false;
            }
          }
          return true;
        });
    groups.add(new Group(rows[0], chunks));
  }

  private void readEntry() {
    String[] entry = new String[2];
    in.struct(
        id -> {
          entry[id - 1] = in.text();
          return true;
        });
    metadata.put(entry[0], entry[1]);
  }
}
