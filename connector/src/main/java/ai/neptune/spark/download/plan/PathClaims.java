package ai.neptune.spark.download.plan;

import ai.neptune.spark.download.destination.NameRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Turns references into claims: each file claims its path, and every directory above it. A
 * reference that cannot be downloaded becomes a claim to no path at all, and ends its partition.
 */
final class PathClaims implements PairFlatMapFunction<Iterator<Row>, String, byte[]> {

  /** The stem of claims that carry a problem instead of a file. */
  static final String PROBLEM = "";

  private static final long serialVersionUID = 1L;

  /** Neighbouring files share directories; remembering some spares most of the repetitions. */
  private static final int MAX_REMEMBERED_DIRECTORIES = 50_000;

  private static final byte[] NOTHING = new byte[0];

  private final NameRules names;

  PathClaims(NameRules names) {
    this.names = names;
  }

  @Override
  public Iterator<Tuple2<String, byte[]>> call(Iterator<Row> references) {
    return new Claims(references, names);
  }

  private static final class Claims implements Iterator<Tuple2<String, byte[]>> {

    private final Iterator<Row> references;
    private final NameRules names;
    private final Queue<Tuple2<String, byte[]>> ready = new ArrayDeque<>();
    private final Set<String> directories = new HashSet<>();
    private boolean ended;

    Claims(Iterator<Row> references, NameRules names) {
      this.references = references;
      this.names = names;
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && !ended && references.hasNext()) {
        claim(FileReference.of(references.next()));
      }
      return !ready.isEmpty();
    }

    @Override
    public Tuple2<String, byte[]> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    private void claim(FileReference file) {
      String problem = file.problem();
      if (problem != null) {
        ended = true;
        ready.add(
            new Tuple2<>(PlanKey.directory(PROBLEM), problem.getBytes(StandardCharsets.UTF_8)));
        return;
      }
      PathLayout layout = PathLayout.of(file, names);
      byte[] planned = new PlannedFile(file, layout.path(), null).toBytes();
      ready.add(new Tuple2<>(PlanKey.file(names.fold(layout.stem()), layout, file), planned));
      for (String directory : layout.directories()) {
        if (directories.size() >= MAX_REMEMBERED_DIRECTORIES) {
          directories.clear();
        }
        if (directories.add(directory)) {
          ready.add(new Tuple2<>(PlanKey.directory(names.fold(directory)), NOTHING));
        }
      }
    }
  }
}
