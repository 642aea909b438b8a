package ai.neptune.archive.file;

/**
 * The header of a page.
 *
 * @param type the number of its kind
 * @param compressed how many bytes of the file follow the header
 * @param uncompressed how many these are when they are decompressed
 * @param values how many values it has
 * @param encoding the number of the encoding of its values
 * @param definitionLevels the number of the encoding of its definition levels
 * @param repetitionLevels the number of the encoding of its repetition levels
 * @param end where the header ends in the file
 */
record PageHeader(
    int type,
    int compressed,
    int uncompressed,
    int values,
    int encoding,
    int definitionLevels,
    int repetitionLevels,
    int end) {

  private static final int TYPE = 1;
  private static final int UNCOMPRESSED = 2;
  private static final int COMPRESSED = 3;
  private static final int DATA_PAGE_HEADER = 5;
  private static final int DICTIONARY_PAGE_HEADER = 7;
  private static final int DATA_PAGE = 0;
  private static final int DICTIONARY_PAGE = 2;
  private static final int DATA_PAGE_V2 = 3;

  /**
   * Reads a header.
   *
   * @throws RuntimeException if it is damaged
   */
  static PageHeader read(CompactInput in) {
    int[] page = new int[COMPRESSED + 1];
    int[] detail = new int[5];
    in.struct(
        id -> {
          switch (id) {
            case TYPE, UNCOMPRESSED, COMPRESSED -> page[id] = in.int32();
            case DATA_PAGE_HEADER, DICTIONARY_PAGE_HEADER -> readDetail(in, detail);
            default -> {
              return false;
            }
          }
          return true;
        });
    boolean isKnown =
        page[TYPE] == DATA_PAGE || page[TYPE] == DICTIONARY_PAGE || page[TYPE] == DATA_PAGE_V2;
    if (!isKnown || detail[1] < 0) {
      throw new IllegalStateException("a page has the type " + page[TYPE]);
    }
    return new PageHeader(
        page[TYPE],
        page[COMPRESSED],
        page[UNCOMPRESSED],
        detail[1],
        detail[2],
        detail[3],
        detail[4],
        in.position());
  }

  /** Whether it is a dictionary, and no page of values. */
  boolean isDictionary() {
    return type == DICTIONARY_PAGE;
  }

  /** Whether it is a page of values in the newer layout, which the exporter does not use. */
  boolean isOfVersion2() {
    return type == DATA_PAGE_V2;
  }

  /** Values, their encoding and those of levels have the same numbers in both kinds of headers. */
  private static void readDetail(CompactInput in, int[] detail) {
    in.struct(
        id -> {
          boolean isKnown = id < detail.length && in.isInteger();
          if (isKnown) {
            detail[id] = in.int32();
          }
          return isKnown;
        });
  }
}
