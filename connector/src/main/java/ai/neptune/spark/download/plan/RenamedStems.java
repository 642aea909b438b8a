package ai.neptune.spark.download.plan;

import ai.neptune.spark.download.destination.NameRules;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/**
 * Finds files that would be renamed to what another file, or a directory, is named already: a name
 * may end as if it had been given by us.
 */
final class RenamedStems
    implements PairFlatMapFunction<Iterator<Tuple2<String, byte[]>>, String, Integer> {

  private static final long serialVersionUID = 1L;

  private static final Pattern HASHED =
      Pattern.compile("_[0-9a-f]{%d}$".formatted(Blake2b.HEX_LENGTH));

  private static final int GIVEN = 1;
  private static final int OWN = 2;

  private final NameRules names;

  private RenamedStems(NameRules names) {
    this.names = names;
  }

  /** Whether a stem looks as if a file had been renamed to it. */
  static boolean isAlike(String stem) {
    return HASHED.matcher(stem).find();
  }

  /** The stems that are both of a file that is renamed and of one that is not; hardly ever any. */
  static Set<String> contested(JavaPairRDD<String, byte[]> claims, NameRules names) {
    return new HashSet<>(
        claims
            .mapPartitionsToPair(new RenamedStems(names))
            .reduceByKey((left, right) -> left | right)
            .filter(stem -> stem._2() == (GIVEN | OWN))
            .keys()
            .collect());
  }

  @Override
  public Iterator<Tuple2<String, Integer>> call(Iterator<Tuple2<String, byte[]>> claims) {
    return new Stems(claims, names);
  }

  private static final class Stems implements Iterator<Tuple2<String, Integer>> {

    private final Queue<Tuple2<String, Integer>> ready = new ArrayDeque<>();
    private final NameRules names;
    private final ResolvedPaths files;

    Stems(Iterator<Tuple2<String, byte[]>> claims, NameRules names) {
      this.names = names;
      this.files = new ResolvedPaths(new Own(claims, ready), names, Set.of());
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && files.hasNext()) {
        PlannedFile planned = files.next();
        PathLayout layout = PathLayout.of(planned.file(), names);
        if (!planned.path().equals(layout.path())) {
          ready.add(new Tuple2<>(names.fold(layout.apart(planned.file().key()).stem()), GIVEN));
        }
      }
      return !ready.isEmpty();
    }

    @Override
    public Tuple2<String, Integer> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }
  }

  /** Claims, of whose stems those that matter are noted as they pass. */
  private record Own(Iterator<Tuple2<String, byte[]>> claims, Queue<Tuple2<String, Integer>> stems)
      implements Iterator<Tuple2<String, byte[]>> {

    @Override
    public boolean hasNext() {
      return claims.hasNext();
    }

    @Override
    public Tuple2<String, byte[]> next() {
      Tuple2<String, byte[]> claim = claims.next();
      String stem = PlanKey.stem(claim._1());
      if (isAlike(stem)) {
        stems.add(new Tuple2<>(stem, OWN));
      }
      return claim;
    }
  }
}
