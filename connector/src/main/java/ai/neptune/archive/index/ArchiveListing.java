package ai.neptune.archive.index;

import ai.neptune.archive.file.ArchiveFile;
import ai.neptune.errors.InvalidOptionException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;

/**
 * The Parquet files of an archive, listed once. Names alone are looked at: no file is opened.
 *
 * @param files the root of the archive's files, whether it exists or not
 * @param folders the folders of projects that hold Parquet files
 */
record ArchiveListing(String files, List<ProjectFolder> folders) {

  /**
   * A project's folder.
   *
   * @param name its name, the same in the data root and in the root of files
   * @param files its Parquet files, parts of one run together
   * @param unfinished what exports left that are under way or were killed
   */
  record ProjectFolder(String name, List<ArchiveFile> files, List<ArchiveFile> unfinished) {

    boolean isEmpty() {
      return files.isEmpty() && unfinished.isEmpty();
    }
  }

  /**
   * Lists an archive.
   *
   * @throws InvalidOptionException if there is none
   */
  static ArchiveListing of(ArchiveLocation location, Configuration configuration)
      throws IOException {
    Path root = path(location.archive());
    FileSystem fileSystem = root.getFileSystem(configuration);
    FileStatus[] children = children(fileSystem, root);
    Lister lister = new Lister(fileSystem, location);
    Path data = folderNamed(children, location.kind().dataFolder());
    ArchiveListing listing =
        data != null
            ? lister.dataRoot(data, children(fileSystem, data))
            : lister.isProjectFolder(root, children)
                ? lister.projectFolder(fileSystem.makeQualified(root))
                : lister.dataRoot(fileSystem.makeQualified(root), children);
    if (listing.folders().isEmpty()) {
      throw noArchive(location, children);
    }
    return listing;
  }

  private static Path path(String archive) {
    try {
      return new Path(archive.trim());
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionException(
          "Invalid value '%s' for option 'archive': expected the path or URI of a folder."
              .formatted(archive),
          e);
    }
  }

  private static FileStatus[] children(FileSystem fileSystem, Path folder) throws IOException {
    FileStatus[] children;
    try {
      children = fileSystem.listStatus(folder);
    } catch (FileNotFoundException e) {
      throw new InvalidOptionException(
          "Invalid value '%s' for option 'archive': there is no such folder. Give the folder that neptune-exporter wrote, its data path, or one project's folder in it."
              .formatted(folder),
          e);
    }
    if (children.length == 1 && children[0].isFile() && isSame(children[0].getPath(), folder)) {
      throw new InvalidOptionException(
          "Invalid value '%s' for option 'archive': it is a file. Give the folder that holds it."
              .formatted(folder));
    }
    return children;
  }

  private static boolean isSame(Path a, Path b) {
    return a.toUri().getPath().equals(b.toUri().getPath());
  }

  private static @Nullable Path folderNamed(FileStatus[] children, String name) {
    return Arrays.stream(children)
        .filter(child -> child.isDirectory() && child.getPath().getName().equals(name))
        .map(FileStatus::getPath)
        .findFirst()
        .orElse(null);
  }

  private static InvalidOptionException noArchive(ArchiveLocation location, FileStatus[] children) {
    List<String> names =
        Arrays.stream(children).map(child -> child.getPath().getName()).sorted().limit(10).toList();
    return new InvalidOptionException(
        "Invalid value '%s' for option 'archive': the folder holds no exported %s. Expected the folder that neptune-exporter wrote, its data path (with one folder for each project and files such as RUN_part_0.parquet in it), or one project's folder. Found: %s."
            .formatted(
                location.archive(),
                switch (location.kind()) {
                  case RUNS -> "run";
                  case MODELS -> "model";
                  case MODEL_VERSIONS -> "model version";
                },
                names.isEmpty() ? "nothing" : String.join(", ", names)));
  }

  /** Lists folders of one file system. */
  private record Lister(FileSystem fileSystem, ArchiveLocation location) {

    /** Whether the archive is one project's folder. */
    boolean isProjectFolder(Path root, FileStatus[] children) {
      String subfolder = location.kind().subfolder();
      return subfolder == null
          ? Arrays.stream(children).anyMatch(Lister::isParquet)
          : root.getParent() != null && folderNamed(children, subfolder) != null;
    }

    ArchiveListing projectFolder(Path folder) throws IOException {
      ProjectFolder project = list(folder);
      Path parent = folder.getParent();
      // A bucket may be the folder.
      return new ArchiveListing(
          filesRoot(parent == null ? folder : parent),
          project.isEmpty() ? List.of() : List.of(project));
    }

    ArchiveListing dataRoot(Path data, FileStatus[] children) throws IOException {
      List<ProjectFolder> folders = new ArrayList<>();
      for (FileStatus child : children) {
        if (child.isDirectory()) {
          ProjectFolder project = list(child.getPath());
          if (!project.isEmpty()) {
            folders.add(project);
          }
        }
      }
      folders.sort(Comparator.comparing(ProjectFolder::name));
      return new ArchiveListing(filesRoot(data), folders);
    }

    /** Beside the data root, unless the user says where. */
    private String filesRoot(Path data) throws IOException {
      if (location.files() != null) {
        Path files = new Path(location.files().trim());
        return files.getFileSystem(fileSystem.getConf()).makeQualified(files).toString();
      }
      Path parent = data.getParent();
      return new Path(parent == null ? data : parent, location.kind().filesFolder()).toString();
    }

    private ProjectFolder list(Path projectFolder) throws IOException {
      String subfolder = location.kind().subfolder();
      Path folder = subfolder == null ? projectFolder : new Path(projectFolder, subfolder);
      List<Named> found = new ArrayList<>();
      List<Named> unfinished = new ArrayList<>();
      try {
        RemoteIterator<FileStatus> children = fileSystem.listStatusIterator(folder);
        while (children.hasNext()) {
          FileStatus child = children.next();
          if (child.isFile()) {
            named(child, "").ifPresent(found::add);
            named(child, FileName.UNFINISHED).ifPresent(unfinished::add);
          }
        }
      } catch (FileNotFoundException e) {
        return new ProjectFolder(projectFolder.getName(), List.of(), List.of());
      }
      return new ProjectFolder(projectFolder.getName(), inOrder(found), inOrder(unfinished));
    }

    private static List<ArchiveFile> inOrder(List<Named> files) {
      return files.stream()
          .sorted(Comparator.comparing(Named::name, FileName.ORDER))
          .map(Named::file)
          .toList();
    }

    private static Optional<Named> named(FileStatus file, String suffix) {
      String name = file.getPath().getName();
      return name.endsWith(suffix)
          ? FileName.parse(name.substring(0, name.length() - suffix.length()))
              .map(
                  parsed ->
                      new Named(
                          parsed,
                          new ArchiveFile(
                              file.getPath().toString(),
                              file.getLen(),
                              file.getModificationTime())))
          : Optional.empty();
    }

    private static boolean isParquet(FileStatus child) {
      return child.isFile()
          && (named(child, "").isPresent() || named(child, FileName.UNFINISHED).isPresent());
    }
  }

  private record Named(FileName name, ArchiveFile file) {}
}
