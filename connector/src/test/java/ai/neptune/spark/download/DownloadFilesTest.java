package ai.neptune.spark.download;

import static ai.neptune.spark.download.LocalDownload.BLOBS;
import static ai.neptune.spark.download.LocalDownload.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.errors.FileDownloadException;
import ai.neptune.errors.InvalidFilesException;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.spark.LocalSpark;
import ai.neptune.spark.columns.ColumnTypes;
import ai.neptune.spark.download.plan.Blake2b;
import ai.neptune.spark.download.transfer.TransferStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connect.RemoteDataset;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be downloaded, and what comes back. */
class DownloadFilesTest {

  private static final StructType ROW = new StructType().add("file", ColumnTypes.FILE);

  @TempDir Path destination;

  private LocalDownload download;

  @BeforeEach
  void startServer() {
    download = new LocalDownload(destination);
  }

  @AfterEach
  void stopServer() {
    download.close();
  }

  @Test
  void bringsEveryFileToItsPathAndReturnsThePathsInOrder() {
    Dataset<Row> paths = download.of(download.load("files")).execute();

    assertThat(paths.columns()).containsExactly("experiment", "step", "attribute", "path");
    assertThat(lines(paths))
        .containsExactly(
            "seabird-4 null data/big " + full("seabird-4/data/big.bin"),
            "seabird-4 null data/sample " + full("seabird-4/data/sample.csv"),
            "seabird-4 1.0 predictions " + full("seabird-4/predictions/step_1_000000.png"),
            "seabird-4 2.5 predictions " + full("seabird-4/predictions/step_2_500000.png"),
            "seabird-5 null data/sample " + full("seabird-5/data/sample.csv"));
    assertThat(destination.resolve("seabird-4/data/sample.csv")).hasContent("a,b\n1,2\n");
    assertThat(destination.resolve("seabird-4/predictions/step_2_500000.png")).hasContent("png2");
    assertThat(destination.resolve("seabird-4/data/big.bin")).hasSize(3_000_000);
  }

  @Test
  void leavesNothingBehindButFilesPlanManifestAndSummary() {
    download.of(download.load("files")).execute();

    assertThat(download.publishedFiles())
        .containsExactly(
            "seabird-4/data/big.bin",
            "seabird-4/data/sample.csv",
            "seabird-4/predictions/step_1_000000.png",
            "seabird-4/predictions/step_2_500000.png",
            "seabird-5/data/sample.csv");
    Path own = destination.resolve("_neptune");
    assertThat(LocalDownload.directoriesOf(own)).hasSize(1);
    assertThat(LocalDownload.directoriesOf(own.resolve(LocalDownload.directoriesOf(own).get(0))))
        .containsExactly("manifest", "plan", "summary.json");
  }

  @Test
  void neverDownloadsAgainWhenTheResultIsRead() {
    Dataset<Row> paths = download.of(download.load("files")).execute();
    download.server.resetRequests();

    assertThat(paths.count()).isEqualTo(5);
    assertThat(paths.collectAsList()).hasSize(5);
    assertThat(download.server.requests().requests()).isEmpty();
  }

  @Test
  void downloadsAFileThatIsNamedTwiceOnce() {
    Dataset<Row> files = download.load("files");

    assertThat(download.of(files.union(files)).execute().count()).isEqualTo(5);
    assertThat(download.server.requests().count(BLOBS)).isEqualTo(5);
  }

  @Test
  void takesEveryFileColumnAndSkipsNullFiles() {
    Dataset<Row> experiments = download.load("experiments");

    assertThat(lines(download.of(experiments).execute()))
        .containsExactly(
            "seabird-4 null data/big " + full("seabird-4/data/big.bin"),
            "seabird-4 null data/sample " + full("seabird-4/data/sample.csv"),
            "seabird-4 2.5 predictions " + full("seabird-4/predictions/step_2_500000.png"),
            "seabird-5 null data/sample " + full("seabird-5/data/sample.csv"));
  }

  @Test
  void takesADataFrameThatWasCached() {
    Dataset<Row> files = download.load("files").where("attribute LIKE 'data/%'").cache();
    try {
      assertThat(files.count()).isEqualTo(3);

      assertThat(download.of(files.where("experiment = 'seabird-4'")).execute().count())
          .isEqualTo(2);
    } finally {
      files.unpersist();
    }
  }

  @Test
  void takesADataFrameThatWentThroughParquet(@TempDir Path parquet) {
    String saved = parquet.resolve("files").toString();
    download.load("experiments").write().parquet(saved);

    Dataset<Row> files = LocalSpark.session().read().parquet(saved);

    assertThat(download.of(files).execute().where("path IS NOT NULL").count()).isEqualTo(4);
    assertThat(destination.resolve("seabird-4/data/big.bin")).hasSize(3_000_000);
  }

  @Test
  void takesWhatIsLeftOfAJoinWithOtherTables() {
    Dataset<Row> chosen =
        LocalSpark.session().sql("SELECT 'seabird-5' AS experiment, 'data/sample' AS attribute");

    assertThat(
            lines(
                download
                    .of(
                        download
                            .load("files")
                            .join(chosen, new String[] {"experiment", "attribute"}, "left_semi"))
                    .execute()))
        .containsExactly("seabird-5 null data/sample " + full("seabird-5/data/sample.csv"));
  }

  @Test
  void tellsUsersOfSparkConnectToWrite() {
    assertThatThrownBy(() -> download.of(new RemoteDataset(download.load("files"))).execute())
        .isInstanceOf(InvalidFilesException.class)
        .hasMessageContaining("Spark Connect")
        .hasMessageContaining("format(\"neptune\").mode(\"append\").save(\"" + destination);
    assertThat(destination).isEmptyDirectory();
  }

  @Test
  void takesColumnsThatShareAName() {
    Dataset<Row> files = download.load("files").where("attribute = 'data/sample'");
    Dataset<Row> joined =
        files.join(
            files
                .withColumnRenamed("experiment", "other")
                .where("other = 'seabird-5'")
                .select("file"));

    assertThat(download.of(joined).execute().count()).isEqualTo(2);
  }

  @Test
  void namesRunsWhenTheFilesAreOfRuns() {
    Dataset<Row> paths = download.of(download.load("files", "run").where("step = 1.0")).execute();

    assertThat(paths.columns()).containsExactly("run", "step", "attribute", "path");
    assertThat(lines(paths))
        .containsExactly(
            "seabird-4-r1 1.0 predictions " + full("seabird-4-r1/predictions/step_1_000000.png"));
  }

  @Test
  void putsTheProjectInFrontWhenThereAreSeveral() {
    download.server.addProject(LocalDownload.PROJECT.replace("project-x", "project-y"));
    Dataset<Row> files =
        download.load("files").where("attribute = 'data/sample' AND experiment = 'seabird-4'");
    Dataset<Row> both = files.union(inProject(files, "team-alpha/project-y"));

    Dataset<Row> paths = download.of(both).execute();

    assertThat(paths.columns())
        .containsExactly("project", "experiment", "step", "attribute", "path");
    assertThat(lines(paths))
        .hasSize(2)
        .first()
        .isEqualTo(
            "team-alpha/project-x seabird-4 null data/sample " + full("seabird-4/data/sample.csv"));
    assertThat(download.publishedFiles())
        .hasSize(2)
        .anyMatch(path -> path.matches("seabird-4/data/sample_[0-9a-f]{16}\\.csv"));
  }

  @Test
  void evaluatesTheQueryOnce() {
    LongAccumulator evaluated =
        LocalSpark.session().sparkContext().longAccumulator("evaluated rows");
    Dataset<Row> files = download.load("files");
    Dataset<Row> counted =
        files.filter(
            (org.apache.spark.api.java.function.FilterFunction<Row>)
                row -> {
                  evaluated.add(1L);
                  return true;
                });

    download.of(counted).execute();

    assertThat(evaluated.value()).isEqualTo(5);
  }

  @Test
  void losesNoFileThatIsNamedAsAnotherIsRenamed() {
    String key = String.join("\0", "team-alpha/project-x", "e", "a_b", "", "png-2");
    Dataset<Row> files =
        LocalSpark.session()
            .createDataFrame(
                List.of(
                    named("a.b", "png-1"),
                    named("a_b", "png-2"),
                    named("a_b_" + Blake2b.hex(key), "sample-4")),
                ROW);

    download.of(files).execute();

    assertThat(download.publishedFiles())
        .containsExactlyInAnyOrder(
            "e/a_b", "e/a_b_" + Blake2b.hex(key), "e/a_b~" + Blake2b.hex(key));
  }

  private static Row named(String attribute, String path) {
    return RowFactory.create(
        RowFactory.create("team-alpha/project-x", "e", null, attribute, null, path, null, null));
  }

  /** The columns follow from those of the DataFrame, not from the files that it happens to hold. */
  @Test
  void returnsTheSameColumnsWhicheverFilesAreFound() {
    Dataset<Row> runs = download.load("files", "run");
    download.server.addProject(LocalDownload.PROJECT.replace("project-x", "project-y"));
    Dataset<Row> both =
        LocalSpark.session()
            .read()
            .format("neptune")
            .option("apiToken", download.server.apiToken())
            .option("project", "team-alpha/project-x,team-alpha/project-y")
            .load("files");

    assertThat(download.of(runs.where("step = 77")).execute().columns())
        .containsExactly("run", "step", "attribute", "path");
    assertThat(download.of(runs.where("step = 77").select("file")).execute().columns())
        .containsExactly("run", "step", "attribute", "path");
    Dataset<Row> ofOne = both.where("project = 'team-alpha/project-x' AND step = 1.0");
    assertThat(download.of(ofOne.select("file")).execute().columns())
        .containsExactly("project", "experiment", "step", "attribute", "path");
    assertThat(
            LocalSpark.session()
                .read()
                .format("neptune")
                .option("destination", destination.toString())
                .load("downloads")
                .columns())
        .startsWith("project", "experiment");
  }

  @Test
  void takesReferencesThatWentThroughJson(@TempDir Path json) {
    String saved = json.resolve("files").toString();
    download.load("files").where("step IS NULL").write().json(saved);

    Dataset<Row> files = LocalSpark.session().read().json(saved);

    assertThat(files.select("file.*").columns()).doesNotContain("step", "run");
    assertThat(download.of(files).execute().where("path IS NOT NULL").count()).isEqualTo(3);
    assertThat(destination.resolve("seabird-4/data/sample.csv")).hasContent("a,b\n1,2\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "named_struct('project', 'p', 'experiment', 'e', 'attribute', 'a')|lacks the field 'path'",
        "named_struct('project', 'p', 'attribute', 'a', 'path', 'x')|lacks both the field 'experiment'",
        "named_struct('project', 'p', 'run', 'r', 'attribute', 'a', 'path', array('x'))|has the field 'path' of type array<string> instead of string",
        "named_struct('project', 'p', 'run', 'r', 'attribute', 'a', 'path', 'x', 'url', 'y')|has the field 'url'"
      })
  void saysWhatIsWrongWithAReference(String struct, String flaw) {
    Dataset<Row> files = LocalSpark.session().sql("SELECT " + struct + " AS f");

    assertThatThrownBy(() -> download.of(files).execute())
        .isInstanceOf(InvalidFilesException.class)
        .hasMessageContaining("The column 'f' is not a file struct")
        .hasMessageContaining(flaw);
  }

  @Test
  void takesASizeBelowZeroForUnknown() {
    Row file =
        RowFactory.create(
            "team-alpha/project-x", "e", null, "a", null, "sample-4", -1L, "text/csv");
    Dataset<Row> files =
        LocalSpark.session().createDataFrame(List.of(RowFactory.create(file)), ROW);

    download.of(files).to(" " + destination + " \n").execute();

    assertThat(destination.resolve("e/a.csv")).hasContent("a,b\n1,2\n");
    assertThat(lines(download.manifest().select("size_bytes", "status")))
        .containsExactly("8 downloaded");
  }

  @Test
  void failsIfTheManifestLacksTheResultOfAPlannedFile() {
    download.of(download.load("files")).execute();
    String id = LocalDownload.directoriesOf(destination.resolve("_neptune")).get(0);
    org.apache.hadoop.fs.Path manifest =
        new org.apache.hadoop.fs.Path(destination.toString(), "_neptune/" + id + "/manifest");

    assertThat(DownloadManifest.count(LocalSpark.session(), manifest, 5))
        .containsExactly(Map.entry(TransferStatus.DOWNLOADED, 5L));
    assertThatThrownBy(() -> DownloadManifest.count(LocalSpark.session(), manifest, 6))
        .isInstanceOf(FileDownloadException.class)
        .hasMessageContaining("6 files were planned")
        .hasMessageContaining("results of 5");
  }

  @Test
  void returnsNoRowsForNoFiles() {
    assertThat(download.of(download.load("files").where("step = 77")).execute().count()).isZero();
  }

  @Test
  void refusesADataFrameWithoutAFileColumn() {
    assertThatThrownBy(
            () -> download.of(download.load("files").select("experiment", "file.path")).execute())
        .isInstanceOf(InvalidFilesException.class)
        .hasMessageContaining("experiment, path")
        .hasMessageContaining("keep the whole column");
    assertThat(download.destination).isEmptyDirectory();
  }

  @Test
  void refusesFilesOfExperimentsAndOfRunsTogether() {
    Dataset<Row> mixed =
        download.load("files").select("file").union(download.load("files", "run").select("file"));

    assertThatThrownBy(() -> download.of(mixed).execute())
        .isInstanceOf(InvalidFilesException.class)
        .hasMessageContaining("one after the other");
    assertThat(download.server.requests().count(BLOBS)).isZero();
    assertThat(destination.resolve("_neptune")).isEmptyDirectory();
  }

  @Test
  void refusesAFileOfNeitherAnExperimentNorARun() {
    assertThatThrownBy(() -> download.of(reference(null, null)).execute())
        .isInstanceOf(InvalidFilesException.class)
        .hasMessageContaining("neither an experiment nor a run")
        .hasMessageContaining("'a'");
  }

  @Test
  void refusesAFileOfBothAnExperimentAndARun() {
    assertThatThrownBy(() -> download.of(reference("e", "r")).execute())
        .isInstanceOf(InvalidFilesException.class)
        .hasMessageContaining("both an experiment ('e') and a run ('r')");
  }

  @Test
  void refusesOptionsThatAreNotOfAConnection() {
    assertThatThrownBy(
            () -> download.of(download.load("files")).option("experiments", "a").execute())
        .isInstanceOf(InvalidOptionException.class);
    assertThatThrownBy(() -> download.of(download.load("files")).concurrency(0))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("1 to 256");
  }

  @Test
  void keepsTheUsersJobDescription() {
    SparkSession spark = LocalSpark.session();
    spark.sparkContext().setJobDescription("mine");

    download.of(download.load("files")).execute();

    assertThat(spark.sparkContext().getLocalProperty("spark.job.description")).isEqualTo("mine");
    spark.sparkContext().setJobDescription(null);
  }

  private static Dataset<Row> reference(String experiment, String run) {
    Row file = RowFactory.create("p/q", experiment, run, "a", null, "stored", 1L, "text/csv");
    return LocalSpark.session().createDataFrame(List.of(RowFactory.create(file)), ROW);
  }

  private static Dataset<Row> inProject(Dataset<Row> files, String project) {
    return files.withColumn(
        "file",
        functions
            .col("file")
            .withField("project", functions.lit(project).cast(DataTypes.StringType)));
  }

  private String full(String path) {
    return "file:" + destination.resolve(path);
  }
}
