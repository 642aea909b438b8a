package ai.neptune.spark.export;

import ai.neptune.errors.ExportException;
import ai.neptune.errors.InvalidOptionException;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * An export of projects to an archive, prepared step by step and then executed (docs/exports.md).
 * Each step changes this export and returns it. {@code Neptune.export} creates it.
 */
public sealed interface ProjectExport permits ExportAction {

  /**
   * Whether runs are exported again that have not changed since their last export; false unless
   * set.
   */
  ProjectExport overwrite(boolean overwrite);

  /** Whether files are downloaded; true unless set. */
  ProjectExport files(boolean files);

  /**
   * At most how many transfers of files each task has in flight, 1 to 256; unless set, up to 64.
   */
  ProjectExport concurrency(int concurrency);

  /** Whether runs that fail are only reported, in the result; false unless set. */
  ProjectExport ignoreFailures(boolean ignoreFailures);

  /**
   * An option that says where runs are read from and which are exported, such as {@code project} or
   * {@code runsPattern}. An option that is not set, or set to null, comes from the session's
   * defaults, then from the driver's environment. Names are not case-sensitive.
   */
  ProjectExport option(String name, String value);

  /** An option that is true or false. */
  default ProjectExport option(String name, boolean value) {
    return option(name, Boolean.toString(value));
  }

  /** An option that is a whole number. */
  default ProjectExport option(String name, long value) {
    return option(name, Long.toString(value));
  }

  /** Several options. */
  default ProjectExport options(Map<String, String> options) {
    options.forEach(this::option);
    return this;
  }

  /**
   * Exports the runs and returns when all are done.
   *
   * @return a row per run: {@code project}, {@code run}, {@code experiment}, {@code status} ({@code
   *     exported}, {@code kept} or {@code failed}), {@code attributes}, {@code points}, {@code
   *     files}, {@code bytes} and {@code error}, ordered by project and run
   * @throws InvalidOptionException if an option does not exist, does not apply or has a bad value
   * @throws ai.neptune.errors.ProjectNotProvidedException if no project is named
   * @throws ExportException if a run failed and failures are not ignored
   * @throws ai.neptune.errors.FileDownloadException if the destination cannot be written
   */
  Dataset<Row> execute();
}
