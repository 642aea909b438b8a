package ai.neptune.archive;

import ai.neptune.archive.file.ExportColumn;
import ai.neptune.archive.index.ArchiveIndex;
import ai.neptune.archive.index.ArchivedRun;
import ai.neptune.archive.index.Parallel;
import ai.neptune.client.AttributeType;
import ai.neptune.client.Container;
import ai.neptune.client.Lineage;
import ai.neptune.client.StepRange;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;

/**
 * The files of an archive that several references name: the exporter wrote one over the other, and
 * nobody knows whose content is left. The references are those of the whole archive, whichever of
 * them somebody asks for.
 */
public final class SharedFiles {

  private static final int RUNS_PER_ITEM = 200;

  /** Where the files of attributes are that begin with a slash, whatever run they are of. */
  private static final String OF_ALL_RUNS = "_";

  private static final Pattern SLASH = Pattern.compile("/");

  private final Set<Long> paths;

  private SharedFiles(Set<Long> paths) {
    this.paths = paths;
  }

  /**
   * Looks for the shared files of some runs.
   *
   * @param runs the runs, each of which is one of the archive's
   * @param isOfAllRuns whether files are asked for that may be of any run
   */
  public static SharedFiles of(
      ArchiveIndex index, List<ArchivedRun> runs, boolean isOfAllRuns, Parallel parallel) {
    List<ArchivedRun> related = isOfAllRuns ? index.runs() : related(index, runs);
    ArrayList<Item> items = new ArrayList<>();
    for (int from = 0; from < related.size(); from += RUNS_PER_ITEM) {
      List<ArchivedRun> some =
          related.subList(from, Math.min(related.size(), from + RUNS_PER_ITEM));
      items.add(new Item(index.only(some)));
    }
    long[] references =
        parallel.map(items, SharedFiles::read).stream()
            .flatMapToLong(Arrays::stream)
            .sorted()
            .toArray();
    Set<Long> shared = new HashSet<>();
    for (int i = 1; i < references.length; i++) {
      if (references[i] == references[i - 1]) {
        shared.add(references[i]);
      }
    }
    return new SharedFiles(shared);
  }

  /** Whether a path below the files of a project may be named by references of any run. */
  public static boolean mayBeOfAnyRun(String relativePath) {
    return relativePath.startsWith(OF_ALL_RUNS + "/");
  }

  public boolean isEmpty() {
    return paths.isEmpty();
  }

  /** Whether several references name a file. */
  public boolean contains(String uri) {
    return paths.contains(PathHash.of(uri));
  }

  /** The runs whose files may be in the folders of some runs: their ids are written alike. */
  private static List<ArchivedRun> related(ArchiveIndex index, List<ArchivedRun> runs) {
    Set<String> folders = new HashSet<>();
    Set<String> foldersAbove = new HashSet<>();
    for (ArchivedRun run : runs) {
      for (Relatives.Relative relative : Relatives.of(index, run)) {
        List<String> path = foldersOf(relative.run());
        folders.add(path.get(path.size() - 1));
        foldersAbove.addAll(path);
      }
    }
    return index.runs().stream()
        .filter(
            run -> {
              List<String> path = foldersOf(run);
              return foldersAbove.contains(path.get(path.size() - 1))
                  || path.stream().anyMatch(folders::contains);
            })
        .toList();
  }

  /**
   * The folder of a run's files and those above it, the highest first, each as a text that is the
   * same for all that may be written alike.
   */
  private static List<String> foldersOf(ArchivedRun run) {
    List<String> folders = new ArrayList<>();
    StringBuilder path = new StringBuilder(run.folder());
    for (String part : SLASH.split(run.runId(), -1)) {
      if (!part.isEmpty() && !part.equals(".")) {
        path.append('/').append(part.replaceAll("[^A-Za-z0-9-]", "_"));
        folders.add(path.toString());
      }
    }
    return folders.isEmpty() ? List.of(path.toString()) : folders;
  }

  private static long[] read(Item item, Configuration configuration) throws IOException {
    ArchiveIndex index = item.index();
    FileLocator locator = new FileLocator(index, configuration);
    List<ArchivedRun> runs = index.runs();
    List<RunFiles> files = RunFiles.of(index, runs, new Lineage(false, Container.RUN));
    AttributeFilter wanted =
        AttributeFilter.ofTypes(EnumSet.of(AttributeType.FILE, AttributeType.FILE_SERIES));
    ArchiveAccess access = new ArchiveAccess(index, new ArchiveSettings(null, true), configuration);
    LongStream.Builder paths = LongStream.builder();
    try (RowScan scan =
        new RowScan(access, files, wanted, StepRange.ALL, EnumSet.of(ExportColumn.FILE))) {
      while (scan.next()) {
        for (int row = 0; row < scan.rows(); row++) {
          if (scan.type(row) != null && scan.columns().filePaths().has(row)) {
            String recorded = scan.columns().filePaths().values()[row];
            scan.targets(row).stream()
                .map(target -> locator.path(runs.get(target.run()), recorded).toString())
                .forEach(path -> paths.add(PathHash.of(path)));
          }
        }
      }
    }
    return paths.build().toArray();
  }

  private record Item(ArchiveIndex index) implements Serializable {}
}
