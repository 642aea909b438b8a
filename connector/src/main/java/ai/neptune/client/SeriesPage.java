package ai.neptune.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One response to a {@link SeriesQuery}, with a part for each series that exists. */
public record SeriesPage(List<Part> parts) {

  /**
   * A series in a response.
   *
   * @param index the position of the series in the query
   * @param state whether there is more
   * @param token the token for the next request, if {@code state} is {@code PARTIAL}; else null
   */
  public record Part(int index, State state, @Nullable String token, List<SeriesPoint> points) {}

  /** How far a series has been read. */
  public enum State {
    /** Nothing is left. */
    FINISHED,
    /** There is more: ask again with the token. */
    PARTIAL,
    /** Did not fit this page: ask again with the last token of the series, if any. */
    POSTPONED
  }
}
