package ai.neptune.archive.index;

import org.jspecify.annotations.Nullable;

/** What of an archive is read: its runs, or what an export of the model registry holds. */
public enum ArchiveKind {
  RUNS("data", "files", null),
  MODELS("model_data", "model_files", "models"),
  MODEL_VERSIONS("model_data", "model_files", "model_versions");

  private final String dataFolder;
  private final String filesFolder;
  private final @Nullable String subfolder;

  ArchiveKind(String dataFolder, String filesFolder, @Nullable String subfolder) {
    this.dataFolder = dataFolder;
    this.filesFolder = filesFolder;
    this.subfolder = subfolder;
  }

  /** The exporter's default name of the data root. */
  String dataFolder() {
    return dataFolder;
  }

  /** The exporter's default name of the root of files. */
  String filesFolder() {
    return filesFolder;
  }

  /** The folder in a project's that holds the Parquet files; null if it is the project's. */
  @Nullable String subfolder() {
    return subfolder;
  }
}
