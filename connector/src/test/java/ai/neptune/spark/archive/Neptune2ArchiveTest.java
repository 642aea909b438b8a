package ai.neptune.spark.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.archive.Samples;
import ai.neptune.errors.IncompleteArchiveException;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.spark.LocalSpark;
import ai.neptune.spark.Neptune;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects of Neptune 2, as the real exporter wrote them. */
final class Neptune2ArchiveTest {

  private static Path exports;

  @BeforeAll
  static void find() {
    exports = Samples.folder("neptune2/exports");
  }

  @Test
  void fileSetsAndArtifactsAreFiles() {
    Dataset<Row> files = load("files", Map.of("container", "run"));
    List<Row> ofOne =
        files.where("run = 'SAN-1' AND attribute LIKE 'source_code/%'").collectAsList();

    assertThat(ofOne)
        .extracting(row -> row.<String>getAs("attribute"))
        .contains("source_code/files");
    assertThat(load("attribute_values", Map.of("container", "run")).where("type = 'file_set'"))
        .satisfies(values -> assertThat(values.count()).isPositive());
    assertThat(files.where("file.path LIKE '%files.zip' AND file.size_bytes > 0").count())
        .isPositive();
    assertThat(files.where("file.path LIKE '%files_list.json'").count()).isPositive();
  }

  @Test
  void aFileSeriesHasItsIndexForAStepAndNoTime() {
    List<Row> images =
        load("series", Map.of("container", "run"))
            .where("run = 'SAN-1' AND type = 'file_series'")
            .orderBy("step")
            .collectAsList();

    assertThat(images).extracting(row -> row.<Double>getAs("step")).containsExactly(0.0, 1.0, 2.0);
    assertThat(images).allMatch(row -> row.isNullAt(row.fieldIndex("absolute_time")));
  }

  @Test
  void theTimeZoneOfTheExportMovesTheTimesOfSeries() {
    Timestamp asWritten = first(Map.of("container", "run"));
    Timestamp inNewYork = first(Map.of("container", "run", "archiveTimeZone", "America/New_York"));

    assertThat(inNewYork.toInstant())
        .isEqualTo(
            asWritten
                .toInstant()
                .atZone(ZoneId.of("UTC"))
                .withZoneSameLocal(ZoneId.of("America/New_York"))
                .toInstant());
  }

  @Test
  void thereAreRunsAndNoExperiments() {
    assertThat(load("runs", Map.of("attributes", "sys/id")).count()).isPositive();
    assertThatThrownBy(() -> load("experiments", Map.of()).count())
        .isInstanceOf(IncompleteArchiveException.class)
        .hasMessageContaining("Neptune 2 has no experiments")
        .hasMessageContaining("'runs'");
  }

  @Test
  void modelsAndTheirVersionsAreReadLikeRuns() {
    Dataset<Row> models = load("attribute_values", Map.of("container", "model"));
    Dataset<Row> versions = load("metrics", Map.of("container", "model_version"));

    assertThat(models.select("run").distinct().collectAsList())
        .extracting(row -> row.getString(0))
        .contains("SAN-M");
    assertThat(versions.where("run = 'SAN-M-1'").count()).isPositive();
    assertThatThrownBy(
            () ->
                LocalSpark.session()
                    .read()
                    .format("neptune")
                    .option("apiToken", "t")
                    .option("project", "a/b")
                    .option("container", "model")
                    .load("metrics"))
        .isInstanceOf(InvalidOptionException.class);
  }

  @Test
  void filesAreCopiedUnderTheirNames(@TempDir Path folder) {
    Dataset<Row> files = load("files", Map.of("container", "run")).where("run = 'SAN-1'");

    List<Row> paths = Neptune.downloadFiles(files).to(folder.toString()).execute().collectAsList();

    assertThat(paths)
        .extracting(row -> row.<String>getAs("path"))
        .anyMatch(path -> path.endsWith("SAN-1/images/step_0_000000.png"))
        .anyMatch(path -> path.endsWith("SAN-1/model/weights_bin.bin"));
  }

  private static Timestamp first(Map<String, String> options) {
    return load("metrics", options)
        .where("run = 'SAN-1'")
        .selectExpr("min(absolute_time)")
        .head()
        .getTimestamp(0);
  }

  private static Dataset<Row> load(String relation, Map<String, String> options) {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("archive", exports.toString())
        .options(options)
        .load(relation);
  }
}
