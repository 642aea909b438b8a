package ai.neptune.archive.file;

/**
 * What a footer says of a column of a row group.
 *
 * @param min the least value as Parquet writes it plainly; null if it is not known
 * @param max the greatest value
 * @param nulls how many rows have no value; negative if that is not known
 * @param inDictionary whether it is known that all values stand in one dictionary
 */
@SuppressWarnings("ArrayRecordComponent") // It is only read, and never compared.
record ColumnFacts(byte[] min, byte[] max, long nulls, boolean inDictionary) {

  /** What is known of a column that the file does not have. */
  static final ColumnFacts NONE = new ColumnFacts(null, null, -1, false);
}
