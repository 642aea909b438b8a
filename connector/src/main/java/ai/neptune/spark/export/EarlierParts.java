package ai.neptune.spark.export;

import ai.neptune.archive.file.ArchiveFile;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.plan.Blake2b;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The files that exports have left in the folder of a project, by the digests of their runs. Names
 * are looked at, no file is opened.
 */
final class EarlierParts {

  private final Map<String, List<ArchiveFile>> byDigest = new HashMap<>();

  private EarlierParts() {}

  static EarlierParts list(Destination destination, String folder) throws IOException {
    EarlierParts parts = new EarlierParts();
    Path path = destination.resolve(ExportNames.DATA + "/" + folder);
    try {
      RemoteIterator<FileStatus> files = destination.fileSystem().listStatusIterator(path);
      while (files.hasNext()) {
        FileStatus file = files.next();
        ExportNames.Part part = ExportNames.Part.parse(file.getPath().getName());
        if (part != null && file.isFile()) {
          parts
              .byDigest
              .computeIfAbsent(part.digest(), digest -> new ArrayList<>(1))
              .add(
                  new ArchiveFile(
                      file.getPath().toString(), file.getLen(), file.getModificationTime()));
        }
      }
    } catch (FileNotFoundException e) {
      return parts;
    }
    return parts;
  }

  /** The files of a run, temporary ones among them. */
  List<ArchiveFile> of(String run) {
    return byDigest.isEmpty() ? List.of() : byDigest.getOrDefault(Blake2b.hex(run), List.of());
  }
}
