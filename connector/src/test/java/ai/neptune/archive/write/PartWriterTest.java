package ai.neptune.archive.write;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.archive.file.ArchiveFile;
import ai.neptune.archive.file.ExportColumn;
import ai.neptune.archive.file.ExportFile;
import ai.neptune.archive.file.RowBatches;
import ai.neptune.archive.fixture.ExportParquet;
import ai.neptune.archive.fixture.ExportRow;
import ai.neptune.client.AttributeType;
import ai.neptune.client.Histogram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that are written are those of the exporter. */
final class PartWriterTest {

  private enum Kind {
    PARAMETERS,
    POINTS
  }

  @TempDir private Path folder;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PartRow row = new PartRow();

  @Test
  void everyKindOfValueIsWhereTheExporterPutsIt() throws IOException {
    PartWriter writer = writer();
    writer.add(of("i", AttributeType.INT).single().integer(Long.MAX_VALUE), Kind.PARAMETERS);
    writer.add(of("f", AttributeType.FLOAT).single().decimal(-0.0), Kind.PARAMETERS);
    writer.add(of("s", AttributeType.STRING).single().string(utf8("żółw 🐢")), Kind.PARAMETERS);
    writer.add(of("b", AttributeType.BOOL).single().bool(false), Kind.PARAMETERS);
    writer.add(of("d", AttributeType.DATETIME).single().datetime(-1), Kind.PARAMETERS);
    writer.add(
        of("t", AttributeType.STRING_SET).single().strings(List.of(utf8("x"), utf8(""))),
        Kind.PARAMETERS);
    writer.add(of("e", AttributeType.STRING_SET).single().strings(List.of()), Kind.PARAMETERS);
    writer.add(of("p", AttributeType.FILE).single().file(utf8("r/p.txt")), Kind.PARAMETERS);
    writer.add(of("q", AttributeType.FILE).single(), Kind.PARAMETERS);
    writer.add(of("n", AttributeType.FLOAT_SERIES).point(1_500_000, 7), Kind.POINTS);
    writer.add(row.point(2_000_000, 8).decimal(0.5), Kind.POINTS);
    writer.add(
        of("h", AttributeType.HISTOGRAM_SERIES)
            .point(0, 9)
            .histogram(new Histogram("COUNTING", new double[] {0, 1}, new double[] {2})),
        Kind.POINTS);
    Path file = finish(writer);

    List<ExportRow> rows = ExportParquet.read(file);
    assertThat(rows)
        .extracting(ExportRow::path)
        .containsExactly("i", "f", "s", "b", "d", "t", "e", "p", "q", "n", "n", "h");
    assertThat(rows).allMatch(r -> r.project().equals("w/p") && r.run().equals("r"));
    assertThat(rows.get(0).intValue()).isEqualTo(Long.MAX_VALUE);
    assertThat(rows.get(1).floatValue()).isEqualTo(-0.0);
    assertThat(rows.get(2).stringValue()).isEqualTo("żółw 🐢");
    assertThat(rows.get(3).boolValue()).isFalse();
    assertThat(rows.get(4).datetimeValue()).isEqualTo(-1);
    assertThat(rows.get(5).stringSetValue()).containsExactly("x", "");
    assertThat(rows.get(6).stringSetValue()).isEmpty();
    assertThat(rows.get(7).file()).isEqualTo("r/p.txt");
    assertThat(rows.get(8).isFiller()).isTrue();
    assertThat(rows.get(9).floatValue()).isNull();
    assertThat(rows.get(9).step()).isEqualTo(1.5);
    assertThat(rows.get(9).timestamp()).isEqualTo(7);
    assertThat(rows.get(10).floatValue()).isEqualTo(0.5);
    assertThat(rows.get(11).histogram().edges()).containsExactly(0.0, 1.0);
    assertThat(ExportParquet.schemaOf(file)).isEqualTo(ExportParquet.SCHEMA);
  }

  @Test
  void rowsOfAnotherKindBeginARowGroup() throws IOException {
    PartWriter writer = writer();
    writer.add(of("i", AttributeType.INT).single().integer(1), Kind.PARAMETERS);
    writer.add(of("m", AttributeType.FLOAT_SERIES).point(0, 0).decimal(1), Kind.POINTS);
    try (ExportFile file = open(finish(writer))) {
      assertThat(file.rowGroups())
          .extracting(group -> group.types().min())
          .containsExactly("int", "float_series");
      assertThat(file.rowGroups().get(1).everyRowHasTime()).isTrue();
      assertThat(file.metadata()).containsEntry("key", "value");
    }
  }

  @Test
  void longTextsAreGivenOutInRowGroupsOfBoundedSize() throws IOException {
    PartWriter writer = writer();
    byte[] text = new byte[1 << 20];
    Random random = new Random(1);
    of("s", AttributeType.STRING_SERIES);
    long most = 0;
    for (int i = 0; i < 40; i++) {
      random.nextBytes(text);
      for (int at = 0; at < text.length; at++) {
        text[at] = (byte) ('a' + (text[at] & 15));
      }
      writer.add(row.point(i * 1_000_000L, i).string(text.clone()), Kind.POINTS);
      most = Math.max(most, writer.bufferedBytes());
    }
    assertThat(most).isLessThan(18 << 20);
    assertThat(bytes.size()).as("given out before the end").isGreaterThan(8 << 20);
    try (ExportFile file = open(finish(writer))) {
      assertThat(file.rowGroups().size()).isEqualTo(3);
    }
  }

  @Test
  void aFileWithoutRowsCanBeRead() throws IOException {
    try (ExportFile file = open(finish(writer()))) {
      assertThat(file.rowGroups()).isEmpty();
    }
  }

  @Test
  void pointsComeBackInTheirOrder() throws IOException {
    PartWriter writer = writer();
    of("m", AttributeType.FLOAT_SERIES);
    for (int i = 0; i < 100_000; i++) {
      writer.add(row.point(i * 1_000_000L, i).decimal(i), Kind.POINTS);
    }
    try (ExportFile file = open(finish(writer))) {
      RowBatches rows =
          file.read(file.rowGroups().get(0), EnumSet.of(ExportColumn.STEP, ExportColumn.FLOAT));
      int next = 0;
      for (int count = rows.next(); count > 0; count = rows.next()) {
        for (int i = 0; i < count; i++, next++) {
          assertThat(rows.steps().values()[i]).isEqualTo(next);
          assertThat(rows.floats().values()[i]).isEqualTo(next);
        }
      }
      assertThat(next).isEqualTo(100_000);
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0, -0.0, 0.1, -0.1, 1.5, 0.0000005, 0.0000015, 123456789.12345679, 999999999999.5})
  void stepsAreRoundedHalfToEven(double step) {
    assertThat(StepDecimal.unscaled(step))
        .isEqualTo(
            new BigDecimal(step)
                .setScale(6, RoundingMode.HALF_EVEN)
                .unscaledValue()
                .longValueExact());
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {1e12, -1e12, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void stepsBeyondTwelveDigitsDoNotFit(double step) {
    assertThat(StepDecimal.unscaled(step)).isEqualTo(StepDecimal.NONE);
  }

  private PartWriter writer() throws IOException {
    return new PartWriter("w/p", "r", (data, length) -> bytes.write(data, 0, length));
  }

  private PartRow of(String name, AttributeType type) {
    row.attribute(utf8(name), type);
    return row;
  }

  private Path finish(PartWriter writer) throws IOException {
    long length = writer.finish(Map.of("key", "value"));
    assertThat(length).isEqualTo(bytes.size());
    return Files.write(folder.resolve("part.parquet"), bytes.toByteArray());
  }

  private static ExportFile open(Path file) throws IOException {
    return ExportFile.open(
        new ArchiveFile(file.toString(), Files.size(file), 0), new Configuration(false));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
