package ai.neptune.archive.file;

import java.util.Set;

/** What a footer says of a column of a row group: where its pages are, and what is in them. */
final class ColumnChunk {

  private static final int UNCOMPRESSED = 0;
  private static final int SNAPPY = 1;
  private static final int DATA_PAGE = 0;
  private static final int DICTIONARY_PAGE = 2;
  private static final int PLAIN_DICTIONARY = 2;
  private static final int RLE_DICTIONARY = 8;

  /** PLAIN, PLAIN_DICTIONARY, RLE, BIT_PACKED and RLE_DICTIONARY. */
  private static final Set<Integer> KNOWN_ENCODINGS =
      Set.of(0, PLAIN_DICTIONARY, 3, 4, RLE_DICTIONARY);

  private final CompactInput in;
  private final StringBuilder path = new StringBuilder();
  private boolean hasKnownEncodings = true;
  private int codec;
  private long values;
  private long length;
  private long firstDataPage;
  private long dictionary;
  private byte[] min;
  private byte[] max;
  private long nulls = -1;
  private boolean hasDictionary;
  private boolean hasPagesOfIds;
  private boolean hasOtherPages;

  private ColumnChunk(CompactInput in) {
    this.in = in;
  }

  /** Reads the next chunk of a footer. */
  static ColumnChunk read(CompactInput in) {
    ColumnChunk chunk = new ColumnChunk(in);
    in.struct(
        id -> {
          switch (id) {
            case 1 -> throw new IllegalStateException("a column is in another file");
            case 3 -> in.struct(chunk::readField);
            case 8 -> throw new IllegalStateException("a column is encrypted");
            default -> {
              return false;
            }
          }
          return true;
        });
    return chunk;
  }

  /** The name of the column, with those of the groups that it is in. */
  String path() {
    return path.toString();
  }

  /** Whether its pages are encoded and compressed as the exporter does it. */
  boolean isPlain() {
    return hasKnownEncodings && (codec == UNCOMPRESSED || codec == SNAPPY);
  }

  /** Whether its pages are compressed, by Snappy. */
  boolean isCompressed() {
    return codec == SNAPPY;
  }

  /** How many values it has, nulls included. */
  long values() {
    return values;
  }

  /** Where its first page begins. */
  long start() {
    return dictionary > 0 && dictionary < firstDataPage ? dictionary : firstDataPage;
  }

  /** How many bytes its pages take. */
  long length() {
    return length;
  }

  ColumnFacts facts() {
    return new ColumnFacts(min, max, nulls, hasDictionary && hasPagesOfIds && !hasOtherPages);
  }

  private boolean readField(int id) {
    switch (id) {
      case 2 -> in.list(() -> hasKnownEncodings &= KNOWN_ENCODINGS.contains(in.int32()));
      case 3 -> in.list(this::readPath);
      case 4 -> codec = in.int32();
      case 5 -> values = in.integer();
      case 7 -> length = in.integer();
      case 9 -> firstDataPage = in.integer();
      case 11 -> dictionary = in.integer();
      case 12 -> in.struct(this::readStatistics);
      case 13 -> in.list(this::readPages);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void readPath() {
    path.append(path.isEmpty() ? "" : ".").append(in.text());
  }

  /** The older fields for bounds are left alone: their order was not the same for all writers. */
  private boolean readStatistics(int id) {
    switch (id) {
      case 3 -> nulls = in.integer();
      case 5 -> max = in.binary();
      case 6 -> min = in.binary();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void readPages() {
    int[] page = new int[2];
    in.struct(
        id -> {
          if (id > page.length) {
            return false;
          }
          page[id - 1] = in.int32();
          return true;
        });
    if (page[0] == DICTIONARY_PAGE) {
      hasDictionary = true;
    } else if (page[0] == DATA_PAGE) {
      boolean isOfIds = page[1] == PLAIN_DICTIONARY || page[1] == RLE_DICTIONARY;
      hasPagesOfIds |= isOfIds;
      hasOtherPages |= !isOfIds;
    } else {
      hasOtherPages = true;
    }
  }
}
