package ai.neptune.spark.download.plan;

import ai.neptune.spark.download.destination.NameRules;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Decides claims, which come sorted by their {@link PlanKey}: every file once, and each with a path
 * of its own. On each path the file with the smallest key keeps it, unless it is a directory; the
 * others are renamed.
 */
final class ResolvedPaths implements Iterator<PlannedFile> {

  private final Iterator<Tuple2<String, byte[]>> claims;
  private final NameRules names;
  private final Set<String> contested;
  private final Set<String> takenExtensions = new HashSet<>();
  private @Nullable String stem;
  private boolean isDirectory;
  private @Nullable String lastKey;
  private @Nullable PlannedFile next;
  private @Nullable String problem;
  private long renamed;
  private long alike;

  /**
   * @param names which names the destination distinguishes
   * @param contested stems that files are not renamed to, as {@link RenamedStems} finds them
   */
  ResolvedPaths(Iterator<Tuple2<String, byte[]>> claims, NameRules names, Set<String> contested) {
    this.claims = claims;
    this.names = names;
    this.contested = contested;
  }

  @Override
  public boolean hasNext() {
    while (next == null && claims.hasNext()) {
      Tuple2<String, byte[]> claim = claims.next();
      String claimedStem = PlanKey.stem(claim._1());
      enter(claimedStem);
      if (claimedStem.equals(PathClaims.PROBLEM)) {
        problem = new String(claim._2(), StandardCharsets.UTF_8);
      } else if (PlanKey.isDirectory(claim._1())) {
        isDirectory = true;
      } else {
        next = decide(PlannedFile.fromBytes(claim._2()));
      }
    }
    return next != null;
  }

  @Override
  public PlannedFile next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    PlannedFile planned = Objects.requireNonNull(next);
    next = null;
    return planned;
  }

  /** Why a reference cannot be downloaded, once all claims are read; null if all can. */
  @Nullable String problem() {
    return problem;
  }

  /** How many of the files so far were renamed. */
  long renamed() {
    return renamed;
  }

  /** How many stems so far look as if a file had been renamed. */
  long alike() {
    return alike;
  }

  private void enter(String claimedStem) {
    if (!claimedStem.equals(stem)) {
      stem = claimedStem;
      alike += RenamedStems.isAlike(claimedStem) ? 1 : 0;
      isDirectory = false;
      lastKey = null;
      takenExtensions.clear();
    }
  }

  private @Nullable PlannedFile decide(PlannedFile claim) {
    FileReference file = claim.file();
    String key = file.key();
    if (key.equals(lastKey)) {
      return null;
    }
    lastKey = key;
    PathLayout layout = PathLayout.of(file, names);
    boolean first = takenExtensions.add(names.fold(layout.extension()));
    boolean blocked = isDirectory && layout.extension().isEmpty();
    return first && !blocked ? claim : new PlannedFile(file, renamed(layout, key).path(), null);
  }

  private PathLayout renamed(PathLayout layout, String key) {
    renamed++;
    PathLayout apart = layout.apart(key);
    return contested.contains(names.fold(apart.stem())) ? layout.furtherApart(key) : apart;
  }
}
