package ai.neptune.spark.download;

import ai.neptune.client.Container;
import ai.neptune.spark.columns.FileOrigin;
import ai.neptune.spark.download.plan.DownloadPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a download's result (docs/downloads.md, "Result of a download"). They follow from
 * the columns of the DataFrame that was downloaded, whichever files it happens to hold.
 *
 * @param container what the files belong to
 * @param project whether there is a column for the project
 */
record ResultColumns(Container container, boolean project) {

  private static final String PROJECT = "project";

  /**
   * The columns for a DataFrame.
   *
   * @param plan of its files; it decides where the columns do not say
   */
  static ResultColumns of(StructType input, DownloadPlan plan) {
    List<String> names = Arrays.asList(input.fieldNames());
    Optional<FileOrigin> origin = Optional.empty();
    for (StructField column : input.fields()) {
      origin = origin.or(() -> FileOrigin.of(column));
    }
    boolean isOfRuns =
        origin
            .map(o -> o.container() == Container.RUN)
            .orElseGet(
                () ->
                    names.contains(Container.RUN.userName())
                        && !names.contains(Container.EXPERIMENT.userName()));
    Container expected = isOfRuns ? Container.RUN : Container.EXPERIMENT;
    return new ResultColumns(
        plan.container() == null ? expected : plan.container(),
        names.contains(PROJECT)
            || origin.map(FileOrigin::severalProjects).orElse(false)
            || plan.severalProjects());
  }

  /** The names of the columns, by which the rows are ordered as well. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    if (project) {
      names.add(PROJECT);
    }
    names.addAll(List.of(container.userName(), "step", "attribute", "path"));
    return names;
  }

  /** The columns of the relation {@code downloads}. */
  StructType relation() {
    StructType schema = new StructType();
    if (project) {
      schema = schema.add(PROJECT, DataTypes.StringType, false);
    }
    return schema
        .add(container.userName(), DataTypes.StringType, false)
        .add("step", DataTypes.DoubleType)
        .add("attribute", DataTypes.StringType, false)
        .add("path", DataTypes.StringType)
        .add("size_bytes", DataTypes.LongType)
        .add("status", DataTypes.StringType)
        .add("error", DataTypes.StringType);
  }
}
