package ai.neptune.client;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A source whose points are in files that it can read from begin to end. Who wants all points of
 * some runs need not name their series one by one, nor ask page by page.
 */
public interface StoredPoints {

  /** The projects that it holds, sorted. */
  List<String> projects();

  /** Into how many pieces a run can be divided that are read independently of each other. */
  int pieces(RunIdentifier run);

  /** The points of all float series of some runs, in whatever order they are stored. */
  PointStream floatPoints(Query query);

  /**
   * The range of the steps of all float series of some runs that pass a filter; open if they have
   * no point.
   */
  StepRange steps(List<RunIdentifier> runs, NameFilter names, Lineage lineage);

  /**
   * Which points are wanted.
   *
   * @param runs the runs, which {@link PointStream#runs} numbers in this order
   * @param names which attributes, as far as a filter tells
   * @param wanted which of these attributes, or null for all
   * @param tailLimit at most so many of the last points of each series in the range, or null
   * @param piece the number of the piece of each run that is wanted
   * @param pieces into how many pieces each run is divided; with a tail limit that is 1
   */
  record Query(
      List<RunIdentifier> runs,
      NameFilter names,
      @Nullable Predicate<String> wanted,
      StepRange steps,
      Lineage lineage,
      @Nullable Integer tailLimit,
      int piece,
      int pieces) {}

  /** Points in batches of columns, each of which holds until the next is asked for. */
  interface PointStream extends AutoCloseable {

    /** Moves on to the next batch, which has at least one point; false at the end. */
    boolean next();

    /** How many points the batch has. */
    int size();

    double[] steps();

    double[] values();

    /** Times in epoch milliseconds. */
    long[] timestampsMillis();

    /** The positions of the runs in the query. */
    int[] runs();

    /** The numbers of the attributes, to be looked up in {@link #attributeNames}. */
    int[] attributes();

    /**
     * The names of attributes by their numbers: the same list, perhaps longer, as long as numbers
     * stand for the same names.
     */
    List<String> attributeNames();

    @Override
    void close();
  }
}
