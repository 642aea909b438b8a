package ai.neptune.archive.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.archive.Samples;
import ai.neptune.archive.fixture.ArchiveFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Small files hold the same, whether they are read with little effort or by Parquet's reader. */
final class SmallFileTest {

  private static final Set<ExportColumn> ALL = EnumSet.allOf(ExportColumn.class);
  private static final Configuration HADOOP = new Configuration();
  private static final String SEED =
      """
      {"project": "team/small", "runs": [{"run": "r", "experiment": "e",
        "attributes": {
          "f": {"type": "float", "value": 0.5}, "i": {"type": "int", "value": -7},
          "t": {"type": "string", "value": "größer 🙂"}, "b": {"type": "bool", "value": true},
          "d": {"type": "datetime", "value": "2026-01-01T00:00:00.000Z"},
          "s": {"type": "string_set", "value": ["x", "y"]}},
        "series": {
          "loss": {"type": "float_series", "points": [[0, 3], [0.5, "NaN"], [2, 1]]},
          "log": {"type": "string_series", "points": [[0, "a"], [1, "b"]]}}}]}
      """;

  @TempDir private Path folder;

  @Test
  void whatTheExporterWroteIsReadWithoutParquetsReader() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String sample : List.of("odd", "odd-multipart", "neptune2", "seabirds", "mixed-types")) {
      files.addAll(smallFiles(Samples.folder(sample)));
    }
    assertThat(files).hasSizeGreaterThan(50);
    assertThat(files).allSatisfy(SmallFileTest::isTheSame);
  }

  @Test
  void whatTestsWriteIsReadWithoutParquetsReader() throws IOException {
    ArchiveFixture.in(folder).write(SEED);
    assertThat(smallFiles(folder)).hasSize(1).allSatisfy(SmallFileTest::isTheSame);
  }

  @Test
  @Timeout(60)
  void aDamagedFileIsReportedAsOne() throws IOException {
    ArchiveFixture.in(folder).write(SEED);
    Path file = smallFiles(folder).get(0);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(1);
    int reported = 0;
    for (int i = 0; i < 400; i++) {
      byte[] bytes = whole.clone();
      for (int change = 0; change <= i % 3; change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Files.write(file, bytes);
      try (ExportFile open = ExportFile.open(archiveFile(file), HADOOP)) {
        rows(open);
      } catch (UnreadableFileException e) {
        reported++;
      }
    }
    assertThat(reported).isBetween(20, 380);
  }

  @Test
  void damageThatLooksLikeValuesWithinValuesIsReportedToo() throws IOException {
    ArchiveFixture.in(folder).write(SEED);
    Path file = smallFiles(folder).get(0);
    ArchiveFixture.damage(file, 0, "attribute_path");
    assertThatThrownBy(
            () -> {
              try (ExportFile open = ExportFile.open(archiveFile(file), HADOOP)) {
                rows(open);
              }
            })
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("row group 0");
  }

  private static void isTheSame(Path file) throws IOException {
    HadoopInput input = HadoopInput.of(archiveFile(file), HADOOP);
    Footer footer = Footer.of(input.content());
    for (Footer.Group group : footer.groups()) {
      assertThat(group.chunks()).isNotEmpty();
      assertThat(group.chunks().values())
          .allSatisfy(
              chunk ->
                  assertThat(ChunkPages.of(input.content(), chunk)).as(chunk.path()).isNotNull());
    }
    try (LargeFile expected = LargeFile.open(input, HADOOP)) {
      ExportFile.open(archiveFile(file), HADOOP).close();
      try (ExportFile small = ExportFile.open(archiveFile(file), HADOOP)) {
        assertThat(small).isInstanceOf(SmallFile.class);
        assertThat(small.rowGroups()).isEqualTo(expected.rowGroups());
        assertThat(small.metadata()).isEqualTo(expected.metadata());
        assertThat(rows(small)).isEqualTo(rows(expected));
      }
    }
  }

  private static List<List<Object>> rows(ExportFile file) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (RowGroup group : file.rowGroups()) {
      RowBatches batch = file.read(group, ALL);
      for (int count = batch.next(); count > 0; count = batch.next()) {
        for (int row = 0; row < count; row++) {
          rows.add(row(batch, row));
        }
      }
    }
    return rows;
  }

  private static List<Object> row(RowBatches batch, int row) {
    List<Object> values = new ArrayList<>();
    for (ExportColumn column :
        List.of(
            ExportColumn.PROJECT, ExportColumn.RUN, ExportColumn.ATTRIBUTE, ExportColumn.TYPE)) {
      NameColumn names = batch.names(column);
      values.add(names.has(row) ? names.nameOf(row) : null);
    }
    for (ExportColumn column :
        List.of(ExportColumn.TIME, ExportColumn.INT, ExportColumn.DATETIME)) {
      values.add(batch.longs(column).has(row) ? batch.longs(column).values()[row] : null);
    }
    values.add(batch.steps().has(row) ? batch.steps().values()[row] : null);
    values.add(batch.floats().has(row) ? batch.floats().values()[row] : null);
    values.add(batch.booleans().has(row) ? batch.booleans().values()[row] : null);
    for (TextColumn texts : List.of(batch.strings(), batch.filePaths(), batch.histogramTypes())) {
      values.add(texts.has(row) ? texts.values()[row] : null);
    }
    values.add(batch.stringSets().of(row));
    values.add(batch.histogramEdges().of(row));
    values.add(batch.histogramValues().of(row));
    return values;
  }

  private static List<Path> smallFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .filter(file -> file.toFile().length() <= HadoopInput.SMALL)
          .sorted()
          .toList();
    }
  }

  private static ArchiveFile archiveFile(Path file) throws IOException {
    return new ArchiveFile(file.toString(), Files.size(file), 0);
  }
}
