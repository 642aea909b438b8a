package ai.neptune.spark.download;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a file goes below the destination: {@code <container>/<attribute>[/step_<step>]<extension>}
 * (SPEC 5, "Path of a file").
 *
 * @param parts the directories and, last, the name without its extension
 * @param extension the extension with its dot, or an empty string
 */
record PathLayout(List<PathPart> parts, String extension) {

  /** The directory that downloads keep for themselves below a destination. */
  static final String RESERVED = "_neptune";

  static PathLayout of(FileReference file) {
    List<PathPart> parts = new ArrayList<>();
    addParts(file.containerName(), parts);
    addParts(file.attribute(), parts);
    if (file.step() != null) {
      parts.add(PathPart.of("step_" + file.stepText()));
    }
    if (parts.isEmpty()) {
      parts.add(PathPart.of("_"));
    }
    if (parts.get(0).text().equals(RESERVED)) {
      parts.set(0, parts.get(0).suffixed(Blake2b.hex(RESERVED)));
    }
    return new PathLayout(List.copyOf(parts), MimeTypes.extension(file.mimeType()));
  }

  /**
   * What files on one path have in common, whatever their extensions; a directory's is its {@link
   * #directories path}.
   */
  String stem() {
    return join(parts);
  }

  /** The stems of all directories above the file, the outermost first. */
  List<String> directories() {
    List<String> directories = new ArrayList<>();
    for (int depth = 1; depth < parts.size(); depth++) {
      directories.add(join(parts.subList(0, depth)));
    }
    return directories;
  }

  /** The path relative to the destination, as long as no other file has it. */
  String path() {
    StringBuilder path = new StringBuilder();
    for (PathPart directory : parts.subList(0, parts.size() - 1)) {
      path.append(directory.withinByteLimit("")).append('/');
    }
    return path.append(parts.get(parts.size() - 1).withinByteLimit(extension)).toString();
  }

  /** The layout of a file that lost its path to another one: its name carries its key's hash. */
  PathLayout apart(String key) {
    List<PathPart> renamed = new ArrayList<>(parts);
    int last = renamed.size() - 1;
    renamed.set(last, renamed.get(last).suffixed(Blake2b.hex(key)));
    return new PathLayout(List.copyOf(renamed), extension);
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

  private static String join(List<PathPart> parts) {
    return String.join("/", parts.stream().map(PathPart::text).toList());
  }
}
