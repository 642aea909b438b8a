package ai.neptune.spark.download.plan;

import ai.neptune.archive.ArchiveBlobs;
import ai.neptune.spark.download.destination.DownloadDirectory;
import ai.neptune.spark.download.destination.NameRules;
import java.util.ArrayList;
import java.util.List;

/**
 * The path of a file below the destination: {@code
 * <container>/<attribute>[/step_<step>]<extension>} (docs/downloads.md, "Where files go").
 *
 * @param parts the directories and, last, the name without its extension
 * @param extension the extension with its dot, or an empty string
 */
record PathLayout(List<PathPart> parts, String extension) {

  static PathLayout of(FileReference file, NameRules names) {
    List<PathPart> parts = new ArrayList<>();
    addParts(file.containerName(), parts);
    addParts(file.attribute(), parts);
    if (file.step() != null) {
      parts.add(PathPart.of("step_" + file.stepText()));
    }
    if (parts.isEmpty()) {
      parts.add(PathPart.of("_"));
    }
    if (names.fold(parts.get(0).text()).equals(DownloadDirectory.RESERVED)) {
      parts.set(0, parts.get(0).suffixed(Blake2b.hex(DownloadDirectory.RESERVED), PathPart.MARK));
    }
    return new PathLayout(List.copyOf(parts), extension(file));
  }

  /** An archive has kept the extension of a file, and not its MIME type. */
  private static String extension(FileReference file) {
    return file.isArchived()
        ? ArchiveBlobs.extension(file.path())
        : MimeTypes.extension(file.mimeType());
  }

  /**
   * What files on one path have in common, whatever their extensions: the path without it. A
   * directory's is its {@link #directories path}.
   */
  String stem() {
    List<String> names = new ArrayList<>(directoryNames());
    names.add(parts.get(parts.size() - 1).within(extension));
    return String.join("/", names);
  }

  /** The stems of all directories above the file, the outermost first. */
  List<String> directories() {
    List<String> names = directoryNames();
    List<String> directories = new ArrayList<>();
    for (int depth = 1; depth <= names.size(); depth++) {
      directories.add(String.join("/", names.subList(0, depth)));
    }
    return directories;
  }

  /** The path relative to the destination, as long as no other file has it. */
  String path() {
    return stem() + extension;
  }

  /** The layout of a file that lost its path to another one: its name carries its key's hash. */
  PathLayout apart(String key) {
    return apart(key, PathPart.MARK);
  }

  /** The same if even that path is another file's. */
  PathLayout furtherApart(String key) {
    return apart(key, PathPart.RARE_MARK);
  }

  private PathLayout apart(String key, char mark) {
    List<PathPart> renamed = new ArrayList<>(parts);
    int last = renamed.size() - 1;
    renamed.set(last, renamed.get(last).suffixed(Blake2b.hex(key), mark));
    return new PathLayout(List.copyOf(renamed), extension);
  }

  private List<String> directoryNames() {
    return parts.subList(0, parts.size() - 1).stream().map(part -> part.within("")).toList();
  }

  /**
   * Splits as Python's pathlib does: one leading slash, or exactly two, are a part of their own.
   */
  private static void addParts(String name, List<PathPart> parts) {
    if (name.startsWith("/")) {
      boolean exactlyTwo = name.startsWith("//") && !name.startsWith("///");
      parts.add(PathPart.of(exactlyTwo ? "//" : "/"));
    }
    for (String part : name.split("/", -1)) {
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(PathPart.of(part));
      }
    }
  }
}
