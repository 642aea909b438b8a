package ai.neptune.archive.index;

import ai.neptune.archive.file.ArchiveFile;
import ai.neptune.archive.file.UnreadableFileException;
import ai.neptune.client.RunIdentifier;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** Makes the index of an archive: lists its files, and opens each of them once, many at a time. */
final class IndexBuilder {

  /** Enough for a task to be worth starting, few enough for all cores to have work. */
  private static final int FILES_PER_ITEM = 256;

  private static final long BYTES_PER_ITEM = 256L << 20;

  private IndexBuilder() {}

  static ArchiveIndex build(ArchiveLocation location, ArchiveListing listing, Parallel parallel) {
    Map<RunIdentifier, ArchivedRun> runs = new LinkedHashMap<>();
    List<ArchiveIndex.UnreadableFile> unreadable = new ArrayList<>();
    SplitExports split = new SplitExports();
    for (Found found : parallel.map(items(listing), IndexBuilder::read)) {
      found.runs().forEach(run -> runs.merge(run.id(), run, ArchivedRun::with));
      unreadable.addAll(found.unreadable());
      split.add(found.parts());
    }
    List<ArchiveIndex.UnreadableFile> unfinished = new ArrayList<>();
    listing.folders().stream().flatMap(IndexBuilder::unfinished).forEach(unfinished::add);
    unfinished.addAll(split.removeUnfinished(runs));
    return new ArchiveIndex(
        listing.files(), location.kind(), List.copyOf(runs.values()), unreadable, unfinished);
  }

  private static Stream<ArchiveIndex.UnreadableFile> unfinished(
      ArchiveListing.ProjectFolder folder) {
    return folder.unfinished().stream()
        .map(
            file ->
                new ArchiveIndex.UnreadableFile(
                    folder.name(),
                    FileName.runOf(
                        file.name()
                            .substring(0, file.name().length() - FileName.UNFINISHED.length())),
                    file.path(),
                    "it is the temporary file of an export that did not end"));
  }

  private static List<Item> items(ArchiveListing listing) {
    ArrayList<Item> items = new ArrayList<>();
    for (ArchiveListing.ProjectFolder folder : listing.folders()) {
      ArrayList<ArchiveFile> together = new ArrayList<>();
      long bytes = 0;
      for (ArchiveFile file : folder.files()) {
        if (together.size() == FILES_PER_ITEM || bytes > BYTES_PER_ITEM) {
          items.add(new Item(folder.name(), together));
          together = new ArrayList<>();
          bytes = 0;
        }
        together.add(file);
        bytes += file.size();
      }
      if (!together.isEmpty()) {
        items.add(new Item(folder.name(), together));
      }
    }
    return items;
  }

  private static Found read(Item item, Configuration configuration) throws IOException {
    ArrayList<ArchivedRun> runs = new ArrayList<>();
    ArrayList<ArchiveIndex.UnreadableFile> unreadable = new ArrayList<>();
    ArrayList<SplitExports.Part> parts = new ArrayList<>();
    for (ArchiveFile file : item.files()) {
      try {
        runs.addAll(FileIndexer.read(file, item.folder(), configuration, parts));
      } catch (UnreadableFileException e) {
        String reason = Objects.requireNonNull(e.getMessage()); // It is never made without.
        unreadable.add(
            new ArchiveIndex.UnreadableFile(
                item.folder(), FileName.runOf(file.name()), file.path(), reason));
      }
    }
    return new Found(runs, unreadable, parts);
  }

  private record Item(String folder, ArrayList<ArchiveFile> files) implements Serializable {}

  private record Found(
      ArrayList<ArchivedRun> runs,
      ArrayList<ArchiveIndex.UnreadableFile> unreadable,
      ArrayList<SplitExports.Part> parts)
      implements Serializable {}
}
