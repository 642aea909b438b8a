package ai.neptune.spark.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

  // Spark's show prints to the stream that is System.out when Scala's console is first used.
  private static final ByteArrayOutputStream OUT = new ByteArrayOutputStream();
  private static final ByteArrayOutputStream ERR = new ByteArrayOutputStream();
  private static final PrintStream SYSTEM_OUT = System.out;
  private static final PrintStream SYSTEM_ERR = System.err;

  @TempDir private Path folder;

  @BeforeAll
  static void capture() {
    System.setOut(new PrintStream(OUT, true, UTF_8));
    System.setErr(new PrintStream(ERR, true, UTF_8));
  }

  @AfterAll
  static void restore() {
    System.setOut(SYSTEM_OUT);
    System.setErr(SYSTEM_ERR);
  }

  @BeforeEach
  void clear() {
    OUT.reset();
    ERR.reset();
  }

  @Test
  void withoutATokenTheSampleProjectIsShownAndItsFilesAreDownloaded() throws IOException {
    assertThat(run("--destination", folder.toString())).as(ERR::toString).isZero();

    assertThat(text(ERR)).isEmpty();
    assertThat(text(OUT).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120))
        .anyMatch(line -> line.endsWith("40 files are under " + folder));
    assertThat(text(OUT).lines().map(line -> line.replaceAll(" *\\| *", "|")))
        .contains("|seabird-1|[gannet]|false|32|0.1|sgd|")
        .contains("|seabird-5|[guillemot, fine-tuned]|true|64|0.001|sgd|")
        .anyMatch(line -> line.startsWith("|loss|5000|5|"))
        .anyMatch(line -> line.startsWith("|seabird-1|journal|0.0|day 0: training starts "))
        .anyMatch(line -> line.startsWith("|predictions/mask|image/png|15|"));
    assertThat(downloaded()).containsExactlyElementsOf(expectedFiles());
  }

  @Test
  void theDownloadedImagesOpenAndDifferByStep() throws IOException {
    run("--destination", folder.toString(), "--experiments", "^seabird-2$");

    List<Integer> pictures = new ArrayList<>();
    for (int step = 1; step <= 3; step++) {
      for (String series : List.of("detection", "mask")) {
        String name = "seabird-2/predictions/" + series + "/step_" + step + "_000000.png";
        BufferedImage image = ImageIO.read(folder.resolve(name).toFile());
        assertThat(image.getWidth()).isEqualTo(192);
        assertThat(image.getHeight()).isEqualTo(128);
        pictures.add(pixels(image));
      }
    }
    assertThat(pictures).doesNotHaveDuplicates();
    assertThat(folder.resolve("seabird-2/data/sample_csv.csv"))
        .content(UTF_8)
        .startsWith("image,species,x,y\n0,")
        .hasLineCount(21);
    assertThat(folder.resolve("seabird-2/labels_json.json"))
        .content(UTF_8)
        .startsWith("{\"gannet\":0,");
  }

  @Test
  void anArchiveIsShownLikeTheProjectThatItIsOf() {
    assertThat(run("--archive", "archive", "--destination", folder.toString()))
        .as(ERR::toString)
        .isZero();

    assertThat(text(ERR)).isEmpty();
    assertThat(text(OUT).lines().map(line -> line.replaceAll(" *\\| *", "|")))
        .anyMatch(line -> line.startsWith("|complete|5|"))
        .contains("|seabird-1|[gannet]|false|32|0.1|sgd|")
        .anyMatch(line -> line.startsWith("|loss|500|5|"))
        .anyMatch(line -> line.startsWith("|seabird-1|journal|0.0|day 0: training starts "));
    assertThat(folder.resolve("seabird-1/predictions/detection/step_2_000000.png"))
        .hasSameBinaryContentAs(
            Path.of("archive/files/team-alpha_seabirds-02626ee1f9f55c76")
                .resolve("seabird-1-r1/predictions/detection/step_2_000000.png"));
  }

  @Test
  void anArchiveOfAnInterruptedExportIsCheckedAndTheWayOutIsNamed() throws IOException {
    Path project = Files.createDirectories(folder.resolve("data/team_p-0123456789abcdef"));
    Files.writeString(project.resolve("r-1-0123456789abcdef_part_0.parquet.tmp"), "PAR1");

    assertThat(run("--archive", folder.toString())).isEqualTo(1);

    assertThat(text(OUT)).contains("incomplete", "is left over from an export that did not end");
    assertThat(text(ERR))
        .startsWith("\nThe quickstart failed: No run of the archive can be read.")
        .contains("run neptune-exporter again")
        .doesNotContain("\tat ");
    assertThat(text(OUT)).doesNotContain("No run of the archive can be read");
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(run("--attributes", "^config/", "--destination", folder.toString())).isZero();

    assertThat(text(OUT))
        .contains(
            "There are no metrics in this selection.",
            "There are no string, histogram or file series in this selection.",
            "There are no files in this selection, so nothing is downloaded.");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFailureIsToldInTheConnectorsWords() {
    String token = "bm90IGpzb24=";
    int code =
        Quickstart.run(List.of("--project", "team/none"), Map.of("NEPTUNE_API_TOKEN", token));

    assertThat(code).isEqualTo(1);
    assertThat(text(ERR)).startsWith("\nThe quickstart failed: ").doesNotContain(token, "\tat ");
  }

  private int run(String... arguments) {
    return Quickstart.run(List.of(arguments), Map.of());
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(UTF_8);
  }

  private static int pixels(BufferedImage image) {
    return IntStream.range(0, image.getHeight())
        .mapToObj(y -> image.getRGB(0, y, image.getWidth(), 1, null, 0, image.getWidth()))
        .mapToInt(Arrays::hashCode)
        .reduce(1, (hash, row) -> 31 * hash + row);
  }

  private Set<String> downloaded() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      Set<String> names = new TreeSet<>();
      files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(name -> !name.startsWith("_neptune"))
          .forEach(names::add);
      return names;
    }
  }

  private static Set<String> expectedFiles() {
    Set<String> names = new TreeSet<>();
    for (int number = 1; number <= 5; number++) {
      String experiment = "seabird-" + number + "/";
      names.add(experiment + "data/sample_csv.csv");
      names.add(experiment + "labels_json.json");
      for (int step = 1; step <= 3; step++) {
        names.add(experiment + "predictions/detection/step_" + step + "_000000.png");
        names.add(experiment + "predictions/mask/step_" + step + "_000000.png");
      }
    }
    return names;
  }
}
