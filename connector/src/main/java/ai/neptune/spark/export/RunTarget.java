package ai.neptune.spark.export;

import java.io.Serializable;
import java.util.ArrayList;

/**
 * Where a run goes.
 *
 * @param folder the folder of its project, in {@code data} and in {@code files}
 * @param stem what the names of its parts begin with
 * @param filesFolder the folder of its files in that of the project
 * @param earlier the names of files that are there already
 */
record RunTarget(
    String project,
    String run,
    String folder,
    String stem,
    String filesFolder,
    ArrayList<String> earlier)
    implements Serializable {

  /** The path of a part relative to the destination. */
  String part(int number) {
    return path(ExportNames.part(stem, number));
  }

  /** The path of a file beside the parts. */
  String path(String name) {
    return ExportNames.DATA + "/" + folder + "/" + name;
  }

  /** Whether there are parts that a new first part does not replace by its name. */
  boolean hasOtherParts() {
    String first = ExportNames.part(stem, 0);
    return earlier.stream()
        .anyMatch(name -> !name.equals(first) && !ExportNames.Part.of(name).isUnfinished());
  }
}
