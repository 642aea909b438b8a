package ai.neptune.archive.index;

import ai.neptune.archive.file.ArchiveFile;
import ai.neptune.archive.file.ExportFile;
import ai.neptune.archive.file.ExportStamp;
import ai.neptune.client.RunIdentifier;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The runs that this library exported in several parts. Parts cannot all appear at one moment: as
 * long as they do not belong together, the run is not there.
 */
final class SplitExports {

  private final Map<RunIdentifier, List<Part>> byRun = new HashMap<>();

  /**
   * One part of several.
   *
   * @param folder the name of the project's folder
   */
  record Part(ExportStamp stamp, ArchiveFile file, String folder) implements Serializable {

    /** The part that a file is, if it is one of several. */
    static Optional<Part> of(ExportFile open, ArchiveFile file, String folder) {
      return ExportStamp.in(open.metadata())
          .filter(stamp -> stamp.parts() > 1)
          .map(stamp -> new Part(stamp, file, folder));
    }
  }

  void add(List<Part> parts) {
    parts.forEach(
        part ->
            byRun
                .computeIfAbsent(
                    new RunIdentifier(part.stamp().project(), part.stamp().run()),
                    run -> new ArrayList<>())
                .add(part));
  }

  /** Takes out the runs whose parts are not those of one export, and gives their files. */
  List<ArchiveIndex.UnreadableFile> removeUnfinished(Map<RunIdentifier, ArchivedRun> runs) {
    List<ArchiveIndex.UnreadableFile> unfinished = new ArrayList<>();
    byRun.forEach(
        (id, parts) -> {
          ArchivedRun run = runs.get(id);
          int files = run == null ? parts.size() : run.files().size();
          if (!areWhole(parts) || files > parts.size()) {
            runs.remove(id);
            parts.forEach(
                part ->
                    unfinished.add(
                        new ArchiveIndex.UnreadableFile(
                            part.folder(),
                            part.stamp().run(),
                            part.file().path(),
                            "it waits for other parts of an export that did not end")));
          }
        });
    return unfinished;
  }

  private static boolean areWhole(List<Part> parts) {
    ExportStamp first = parts.get(0).stamp();
    return parts.size() == first.parts()
        && parts.stream().allMatch(part -> part.stamp().exportId().equals(first.exportId()));
  }
}
