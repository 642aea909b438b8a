package ai.neptune.testkit.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A series as a run has it: pieces of the series of its ancestors and of its own, by ascending
 * step. Positions count over all pieces. Immutable; narrowing it costs a binary search per piece.
 */
public final class SeriesView<S extends Series> {

  /** The points {@code from} (inclusive) to {@code to} (exclusive) of a series. */
  public record Piece<S extends Series>(S series, int from, int to) {
    int size() {
      return to - from;
    }
  }

  private final List<Piece<S>> pieces;
  private final long size;

  private SeriesView(List<Piece<S>> pieces) {
    this.pieces = pieces;
    long total = 0;
    for (Piece<S> piece : pieces) {
      total += piece.size();
    }
    this.size = total;
  }

  /** A view of pieces by ascending step; empty ones are dropped. */
  static <S extends Series> SeriesView<S> of(List<Piece<S>> pieces) {
    List<Piece<S>> filled = new ArrayList<>(pieces.size());
    for (Piece<S> piece : pieces) {
      if (piece.size() > 0) {
        filled.add(piece);
      }
    }
    return new SeriesView<>(filled);
  }

  /** The pieces, none empty, by ascending step. */
  public List<Piece<S>> pieces() {
    return pieces;
  }

  /** The number of points. */
  public long size() {
    return size;
  }

  /** The step of the first point; the view must have one. */
  public double firstStep() {
    Piece<S> first = pieces.get(0);
    return first.series().step(first.from());
  }

  /** The step of the last point; the view must have one. */
  public double lastStep() {
    Piece<S> last = pieces.get(pieces.size() - 1);
    return last.series().step(last.to() - 1);
  }

  /** The points with steps within a range. */
  public SeriesView<S> within(StepRange range) {
    if (range.isOpen()) {
      return this;
    }
    List<Piece<S>> narrowed = new ArrayList<>(pieces.size());
    for (Piece<S> piece : pieces) {
      S series = piece.series();
      int from = series.countUpTo(range.from(), !range.fromInclusive());
      int to = series.countUpTo(range.to(), range.toInclusive());
      narrowed.add(new Piece<>(series, Math.max(piece.from(), from), Math.min(piece.to(), to)));
    }
    return of(narrowed);
  }

  /** The points but the first (ascending) or the last (descending) ones. */
  public SeriesView<S> skipping(long count, boolean descending) {
    return limited(Math.max(0, size - count), !descending);
  }

  /** At most the first (ascending) or the last (descending) points. */
  public SeriesView<S> limited(long limit, boolean descending) {
    if (limit >= size) {
      return this;
    }
    List<Piece<S>> narrowed = new ArrayList<>(pieces.size());
    long skipped = descending ? size - limit : 0;
    long kept = limit;
    for (Piece<S> piece : pieces) {
      int skip = (int) Math.min(piece.size(), skipped);
      skipped -= skip;
      int keep = (int) Math.min(piece.size() - skip, kept);
      kept -= keep;
      narrowed.add(new Piece<>(piece.series(), piece.from() + skip, piece.from() + skip + keep));
    }
    return of(narrowed);
  }
}
