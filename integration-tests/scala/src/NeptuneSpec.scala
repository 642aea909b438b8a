package ai.neptune.spark.it

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.sql.Timestamp

import ai.neptune.errors.{InvalidFilesException, InvalidOptionException}
import ai.neptune.spark.Neptune
import ai.neptune.spark.examples.BestRuns
import ai.neptune.testkit.NeptuneServer
import org.apache.spark.sql.{Dataset, SparkSession}
import org.apache.spark.sql.functions.{avg, col}
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

case class Point(experiment: String, attribute: String, step: Double, value: Double, absolute_time: Timestamp)

case class Histogram(`type`: String, edges: Seq[Double], values: Seq[Double])

case class FileReference(
    project: String,
    experiment: Option[String],
    run: Option[String],
    attribute: String,
    step: Option[Double],
    path: String,
    size_bytes: Option[Long],
    mime_type: Option[String])

case class SeriesPoint(
    experiment: String,
    attribute: String,
    `type`: String,
    step: Double,
    string_value: Option[String],
    histogram: Option[Histogram],
    file: Option[FileReference])

case class StoredFile(experiment: String, step: Option[Double], attribute: String, path: Option[String])

/** What a Scala program does with the connector. */
class NeptuneSpec extends AnyFunSuite with Matchers with BeforeAndAfterAll {

  private val project = "team-alpha/birds"
  private var server: NeptuneServer = _
  private var session: SparkSession = _

  override def beforeAll(): Unit = {
    server = NeptuneServer.start(getClass.getResourceAsStream("/main-job.json"))
    session = SparkSession
      .builder()
      .master("local[2]")
      .config("spark.ui.enabled", "false")
      .config("spark.sql.shuffle.partitions", "2")
      .config("spark.sql.session.timeZone", "UTC")
      .config("spark.datasource.neptune.apiToken", server.apiToken)
      .config("spark.datasource.neptune.project", project)
      .getOrCreate()
  }

  override def afterAll(): Unit = {
    session.stop()
    server.close()
  }

  private lazy val spark = session

  test("this is the Spark and the Scala that were asked for") {
    spark.version shouldBe sys.props("tests.spark")
    scala.util.Properties.versionNumberString should startWith(sys.props("tests.scala") + ".")
  }

  test("metrics are a Dataset of a case class") {
    import spark.implicits._
    val points: Dataset[Point] = spark.read.format("neptune").load("metrics").as[Point]

    val losses = points.filter(_.attribute == "loss").filter(!_.value.isNaN).map(p => p.step -> p.value)

    losses.collect().toSet shouldBe Set(0.0 -> 0.5, 2.5 -> Double.PositiveInfinity, 4.0 -> 0.0, 2.0 -> 0.125)
    points.filter(_.step == 0).map(_.absolute_time.getTime).distinct().collect() shouldBe Array(1740823200000L)
  }

  test("values that are absent are None, in nested case classes too") {
    import spark.implicits._
    val series = spark.read.format("neptune").option("experiments", "alpha").load("series").as[SeriesPoint]

    val byType = series.collect().groupBy(_.`type`)

    byType("string_series").flatMap(_.string_value).toSet shouldBe Set("dawn", "Nebel über dem Kliff")
    byType("histogram_series").flatMap(_.histogram).toSeq shouldBe
      Seq(Histogram("COUNTING", Seq(Double.NegativeInfinity, 0, 1.5), Seq(3, 4)))
    val file = byType("file_series").flatMap(_.file).find(_.step.contains(1.0)).get
    file.experiment shouldBe Some("alpha")
    file.run shouldBe None
    file.mime_type shouldBe Some("image/png")
    byType("file_series").flatMap(_.string_value) shouldBe empty
  }

  test("columns are named like attributes") {
    val lr = spark.read
      .format("neptune")
      .option("attributes", "config/lr,sys/tags")
      .load("experiments")
      .where(col("`config/lr`") > 1e-3)
      .select("experiment", "config/lr")

    lr.collect().map(_.toSeq) shouldBe Array(Seq("alpha", 0.01))
  }

  test("options may be Scala numbers and Booleans") {
    val last = spark.read
      .format("neptune")
      .option("tailLimit", 1)
      .option("lineageToTheRoot", false)
      .option("attributes", "loss")
      .load("metrics")
      .agg(avg("step"))

    last.head().getDouble(0) shouldBe 3.0
  }

  test("downloadFiles writes the files of a filtered Dataset") {
    import spark.implicits._
    val folder = Files.createTempDirectory("download")
    val images = spark.read.format("neptune").load("files").where(col("experiment") === "alpha" && col("step") <= 1)

    val stored = Neptune.downloadFiles(images, folder.toString).as[StoredFile].collect()

    stored.map(_.step) shouldBe Array(Some(0.0), Some(1.0))
    Files.readAllBytes(Path.of(folder.toString, "alpha/predictions/image/step_1_000000.png")) shouldBe
      "PNG point 1".getBytes(UTF_8)
  }

  test("a write downloads too") {
    val folder = Files.createTempDirectory("download").toString
    spark.read
      .format("neptune")
      .option("attributes", "labels.json")
      .load("files")
      .write
      .format("neptune")
      .mode("append")
      .save(folder)

    val downloads = spark.read.format("neptune").option("destination", folder).load("downloads")
    downloads.select("status").collect().map(_.getString(0)) shouldBe Array("downloaded")
  }

  test("an export is read as an archive") {
    val folder = Files.createTempDirectory("export").toString
    val report = Neptune.export(spark, folder).execute()
    report.select("run", "status").collect().map(_.toSeq) shouldBe
      Array(Seq("alpha-1", "exported"), Seq("beta-1", "exported"))

    val archive = spark.read.format("neptune").option("archive", folder).option("project", project)
    archive.load("metrics").count() shouldBe spark.read.format("neptune").load("metrics").count()
  }

  test("an unknown option is an error that names the right one") {
    val error = intercept[InvalidOptionException] {
      spark.read.format("neptune").option("experiment", "alpha").load("metrics")
    }
    error.getMessage should include("experiments")
  }

  test("a Dataset without files cannot be downloaded") {
    intercept[InvalidFilesException] {
      Neptune.downloadFiles(spark.range(1).toDF(), Files.createTempDirectory("download").toString)
    }
  }

  test("the example job downloads the files of the best experiment") {
    val folder = Files.createTempDirectory("best")
    BestRuns.run(spark, project, "loss", 1, folder.toString)

    Files.exists(folder.resolve("alpha/data/sample_csv.csv")) shouldBe true
    Files.exists(folder.resolve("beta")) shouldBe false
  }
}
