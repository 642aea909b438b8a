package ai.neptune.client;

/** What one request may ask for: the numbers of docs/protocol.md. */
public final class RequestLimits {

  /** Entries, definitions or values on a page (4.1, 4.3 and 4.4). */
  public static final int PAGE_SIZE = 10_000;

  /** Bytes of a condition in NQL (4.10). */
  public static final int NQL_BYTES = 60_000;

  /** Runs in a query for attribute definitions (4.10). */
  public static final int RUNS_OF_DEFINITIONS = 4_400;

  /** Bytes of exact names in a filter of names (4.10). */
  public static final int NAME_FILTER_BYTES = 60_000;

  /** Runs times names in a query for attribute values (4.10). */
  public static final int VALUES = 10_000;

  /** Bytes of names and runs in a query for attribute values (4.10). */
  public static final int VALUES_BYTES = 220_000;

  /** What a run counts for among the bytes of a query for attribute values (4.10). */
  public static final int BYTES_OF_RUN = 50;

  /** Series in a query for points (4.10). */
  public static final int SERIES = 10_000;

  /** Bytes of the names of the series in a query for points (4.10). */
  public static final int SERIES_NAME_BYTES = 220_000;

  /** Points in a response with float series: points per series times series (4.5). */
  public static final int FLOAT_POINTS = 1_000_000;

  /** Series in a query for buckets (4.7). */
  public static final int SERIES_OF_BUCKETS = 1_000;

  /** Files that one request signs (4.8). */
  public static final int FILES_TO_SIGN = 200;

  private RequestLimits() {}
}
