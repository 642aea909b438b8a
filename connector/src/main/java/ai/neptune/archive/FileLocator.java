package ai.neptune.archive;

import ai.neptune.archive.index.ArchiveIndex;
import ai.neptune.archive.index.ArchivedRun;
import ai.neptune.client.FileRef;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Where the files of an archive are, and how long. A folder is listed once for all its files that
 * are asked for one after the other. It is for one thread.
 */
public final class FileLocator {

  private static final int FOLDERS_KEPT = 64;

  private final Path root;
  private final Configuration configuration;
  private final Map<Path, Map<String, Long>> folders =
      new LinkedHashMap<>(FOLDERS_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Map<String, Long>> eldest) {
          return size() > FOLDERS_KEPT;
        }
      };

  /** A locator of files of an archive. */
  public FileLocator(ArchiveIndex index, Configuration configuration) {
    this.root = new Path(index.filesRoot());
    this.configuration = configuration;
  }

  /**
   * The file that a row names. Its size is that of the file now, negative if it is not there; the
   * exporter did not record the MIME type.
   */
  public FileRef file(ArchivedRun run, String recorded) throws IOException {
    Path path = path(run, recorded);
    Long size = folder(path.getParent()).get(path.getName());
    return new FileRef(path.toString(), size == null ? FileRef.NO_SIZE : size, null);
  }

  /** The one file in the folder that a row names, or the folder if there is none. */
  public FileRef onlyFileIn(ArchivedRun run, String recorded) throws IOException {
    Path folder = path(run, recorded);
    Map<String, Long> files = folder(folder);
    if (files.size() != 1) {
      return new FileRef(folder.toString(), FileRef.NO_SIZE, null);
    }
    Map.Entry<String, Long> only = files.entrySet().iterator().next();
    return new FileRef(child(folder, only.getKey()).toString(), only.getValue(), null);
  }

  /** Where a file is that a row names, whether it is there or not. */
  Path path(ArchivedRun run, String recorded) {
    return child(root, run.folder() + "/" + withSlashes(recorded));
  }

  /** Names may hold what Hadoop would read as a scheme: only a whole path is safe from that. */
  private static Path child(Path folder, String name) {
    String parent = folder.toUri().getPath();
    return new Path(
        folder.toUri().getScheme(),
        folder.toUri().getAuthority(),
        (parent.endsWith("/") ? parent : parent + "/") + name);
  }

  /** An exporter on Windows separates with back-slashes. */
  private static String withSlashes(String recorded) {
    return recorded.indexOf('/') < 0 ? recorded.replace('\\', '/') : recorded;
  }

  private Map<String, Long> folder(Path path) throws IOException {
    Map<String, Long> known = folders.get(path);
    if (known == null) {
      known = list(path);
      folders.put(path, known);
    }
    return known;
  }

  private Map<String, Long> list(Path folder) throws IOException {
    Map<String, Long> sizes = new HashMap<>();
    FileSystem fileSystem = folder.getFileSystem(configuration);
    try {
      RemoteIterator<FileStatus> children = fileSystem.listStatusIterator(folder);
      while (children.hasNext()) {
        FileStatus child = children.next();
        if (child.isFile()) {
          sizes.put(child.getPath().getName(), child.getLen());
        }
      }
    } catch (FileNotFoundException e) {
      return Map.of();
    }
    return sizes;
  }
}
