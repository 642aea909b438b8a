package ai.neptune.spark.export;

import ai.neptune.archive.file.ArchiveFile;
import ai.neptune.client.RunIdentifier;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.NameRules;
import ai.neptune.spark.plan.FoundRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where runs go, and what is there of them already. */
final class Targets {

  private final Destination destination;
  private final NameRules names;
  private final boolean withFiles;
  private final Map<String, Folder> folders = new HashMap<>();
  private final Map<RunIdentifier, RunTarget> targets = new HashMap<>();
  private final List<EarlierExports.Exported> exported = new ArrayList<>();

  private Targets(Destination destination, NameRules names, boolean withFiles) {
    this.destination = destination;
    this.names = names;
    this.withFiles = withFiles;
  }

  /** Lists the folders of the projects of some runs. */
  static Targets of(
      List<FoundRun> runs, Destination destination, NameRules names, boolean withFiles)
      throws IOException {
    Targets targets = new Targets(destination, names, withFiles);
    for (FoundRun run : runs) {
      targets.add(run);
    }
    return targets;
  }

  RunTarget of(RunIdentifier run) {
    return Objects.requireNonNull(targets.get(run));
  }

  /** The runs of which there is something already. */
  List<EarlierExports.Exported> exported() {
    return exported;
  }

  private void add(FoundRun run) throws IOException {
    Folder folder = folder(run.id().project());
    List<ArchiveFile> earlier = folder.parts().of(run.name());
    if (!earlier.isEmpty()) {
      exported.add(new EarlierExports.Exported(run, earlier));
    }
    ArrayList<String> earlierNames = new ArrayList<>(earlier.size());
    earlier.forEach(file -> earlierNames.add(file.name()));
    targets.put(
        run.id(),
        new RunTarget(
            run.id().project(),
            run.name(),
            folder.name(),
            ExportNames.of(run.name()),
            folder.files().of(run.name()),
            earlierNames));
  }

  private Folder folder(String project) throws IOException {
    Folder known = folders.get(project);
    if (known == null) {
      String name = ExportNames.of(project);
      known =
          new Folder(
              name,
              EarlierParts.list(destination, name),
              withFiles ? FileFolders.of(destination, name, names) : FileFolders.none());
      folders.put(project, known);
    }
    return known;
  }

  /** The folder of a project. */
  private record Folder(String name, EarlierParts parts, FileFolders files) {}
}
