package ai.neptune.spark.export;

import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.DownloadDirectory;
import ai.neptune.spark.download.destination.NameRules;
import java.io.IOException;
import org.apache.hadoop.fs.Path;

/**
 * The folders of the files of a project's runs. Where another exporter has written files before,
 * the folder of a run may hold those of others: then all runs get folders that only this library
 * writes.
 */
final class FileFolders {

  /** Says that nobody else had written files when this library began. */
  private static final String MARKER = "own-folders";

  private final NameRules names;
  private final boolean isOwn;

  private FileFolders(NameRules names, boolean isOwn) {
    this.names = names;
    this.isOwn = isOwn;
  }

  /** The folders of a project's runs, from now on. */
  static FileFolders of(Destination destination, String folder, NameRules names)
      throws IOException {
    Path files = destination.resolve(ExportNames.FILES + "/" + folder);
    Path marker = new Path(new Path(files, DownloadDirectory.RESERVED), MARKER);
    if (destination.status(marker) != null) {
      return new FileFolders(names, true);
    }
    if (destination.list(files).length > 0) {
      return new FileFolders(names, false);
    }
    destination.fileSystem().create(marker, true).close();
    return new FileFolders(names, true);
  }

  /** Of an export that leaves files out. */
  static FileFolders none() {
    return new FileFolders(NameRules.EXACT, true);
  }

  String of(String run) {
    return isOwn ? ExportNames.filesFolder(run, names) : ExportNames.of(run);
  }
}
