package ai.neptune.testkit.api;

/**
 * How much one request may ask for, where the reference client keeps to less than what servers were
 * seen to take (docs/protocol.md, 4.10).
 *
 * @param pageSize entries, definitions or values of a page
 * @param runs run identifiers in a filter
 * @param valueQueryBytes of the names of a request for values, with {@link #BYTES_PER_RUN} for each
 *     run
 * @param values runs times names of a request for values
 * @param series series in a request for points
 * @param seriesNameBytes of the names of all these series
 * @param signedFiles files in a request for signed URLs
 * @param bodyBytes of the body of a request
 */
public record Limits(
    int pageSize,
    int runs,
    long valueQueryBytes,
    long values,
    int series,
    long seriesNameBytes,
    int signedFiles,
    int bodyBytes) {

  /** What each run of a request for values counts for. */
  static final int BYTES_PER_RUN = 50;

  /** What the reference client keeps to, and not more. */
  public static final Limits STRICT =
      new Limits(10_000, 4_400, 220_000, 10_000, 10_000, 220_000, 200, 16 * 1024 * 1024);

  /** Whatever fits into a body of 64 MiB. */
  public static final Limits LENIENT =
      new Limits(
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Long.MAX_VALUE,
          Long.MAX_VALUE,
          Integer.MAX_VALUE,
          Long.MAX_VALUE,
          Integer.MAX_VALUE,
          64 * 1024 * 1024);
}
