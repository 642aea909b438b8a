package ai.neptune.archive.write;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.archive.file.ArchiveFile;
import ai.neptune.archive.file.ExportColumn;
import ai.neptune.archive.file.ExportFile;
import ai.neptune.archive.file.RowBatches;
import ai.neptune.archive.fixture.ExportParquet;
import ai.neptune.archive.fixture.ExportRow;
import ai.neptune.archive.fixture.ExportRow.HistogramValue;
import ai.neptune.client.AttributeType;
import ai.neptune.client.Histogram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
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

  private static final List<AttributeType> TYPES =
      List.of(
          AttributeType.INT,
          AttributeType.FLOAT,
          AttributeType.BOOL,
          AttributeType.DATETIME,
          AttributeType.STRING,
          AttributeType.STRING_SET,
          AttributeType.FILE,
          AttributeType.FLOAT_SERIES,
          AttributeType.STRING_SERIES,
          AttributeType.HISTOGRAM_SERIES);

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

  /** Values of all types among each other, texts that a dictionary has room for or not. */
  @Test
  void everyRowComesBackAsItWas() throws IOException {
    Random random = new Random(7);
    PartWriter writer = writer();
    List<ExportRow> expected = new ArrayList<>();
    for (int i = 0; i < 6000; i++) {
      AttributeType type = TYPES.get(random.nextInt(TYPES.size()));
      Double step = type.isSeries() ? (Double) (i / 2.0) : null;
      Long time = type.isSeries() ? (Long) (i * 1000L) : null;
      String name = "a/" + random.nextInt(300);
      of(name, type);
      if (type.isSeries()) {
        row.point(i * 500_000L, i * 1000L);
      } else {
        row.single();
      }
      Object value = random.nextInt(10) == 0 ? null : addValue(type, random);
      writer.add(row, Kind.POINTS);
      expected.add(ExportRow.point("w/p", "r", name, type.userName(), step, time, value));
    }
    assertThat(ExportParquet.read(finish(writer))).isEqualTo(expected);
  }

  /** Gives the row a value, which is returned as a reader sees it. */
  private Object addValue(AttributeType type, Random random) {
    return switch (type) {
      case INT -> {
        long value = random.nextLong();
        row.integer(value);
        yield value;
      }
      case FLOAT, FLOAT_SERIES -> {
        double value = random.nextGaussian();
        row.decimal(value);
        yield value;
      }
      case BOOL -> {
        boolean value = random.nextBoolean();
        row.bool(value);
        yield value;
      }
      case DATETIME -> {
        long value = random.nextInt();
        row.datetime(value);
        yield value;
      }
      case STRING, STRING_SERIES -> {
        String value = text(random);
        row.string(utf8(value));
        yield value;
      }
      case FILE -> {
        String value = text(random);
        row.file(utf8(value));
        yield value;
      }
      case STRING_SET -> {
        List<String> value = Stream.generate(() -> text(random)).limit(random.nextInt(4)).toList();
        row.strings(value.stream().map(PartWriterTest::utf8).toList());
        yield value;
      }
      case HISTOGRAM_SERIES -> {
        double[] edges = random.doubles(random.nextInt(4)).toArray();
        double[] values = random.doubles(random.nextInt(3)).toArray();
        row.histogram(new Histogram("COUNTING", edges, values));
        yield new HistogramValue("COUNTING", boxed(edges), boxed(values));
      }
      default -> throw new IllegalArgumentException(type.userName());
    };
  }

  private static String text(Random random) {
    String text = "text " + random.nextInt(500);
    return random.nextInt(4) == 0 ? text + "-".repeat(8000) : text;
  }

  private static List<Double> boxed(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  @Test
  void pointsThatAreAddedTogetherAreTheSameRows() throws IOException {
    List<ExportRow> expected = new ArrayList<>();
    PartWriter writer = writer();
    of("m", AttributeType.FLOAT_SERIES);
    FloatPoints points = new FloatPoints();
    for (int i = 0; i < 3000; i++) {
      double value = i % 700 == 0 ? Double.NaN : i / 3.0;
      points.add(i * 1_000_000L, i, value);
      expected.add(ExportRow.point("w/p", "r", "m", "float_series", (double) i, (long) i, value));
      if (points.isFull() || i == 2999) {
        writer.add(row, points, Kind.POINTS);
        points.clear();
      }
    }
    assertThat(ExportParquet.read(finish(writer))).isEqualTo(expected);
  }

  @Test
  void footersHaveTheBoundsOfValuesThatReadersMayRelyOn() throws IOException {
    PartWriter writer = writer();
    writer.add(of("b", AttributeType.FLOAT_SERIES).point(-2_000_000, 5).decimal(0.0), Kind.POINTS);
    writer.add(row.point(3_000_000, 4).decimal(-1.5), Kind.POINTS);
    writer.add(row.point(4_000_000, 6), Kind.POINTS);
    writer.add(of("ż", AttributeType.INT).single().integer(-7), Kind.PARAMETERS);
    writer.add(of("a", AttributeType.INT).single().integer(9), Kind.PARAMETERS);
    writer.add(of("n", AttributeType.FLOAT).single().decimal(Double.NaN), Kind.PARAMETERS);
    writer.add(of("z", AttributeType.BOOL).single().bool(true), Kind.PARAMETERS);
    writer.add(of("s", AttributeType.STRING).single().string(new byte[5000]), Kind.PARAMETERS);
    Path file = finish(writer);

    assertThat(ExportParquet.boundsOf(file, 0))
        .containsEntry("step", "-2.000000..4.000000")
        .containsEntry("float_value", "-1.5..0.0")
        .containsEntry("attribute_path", "b..b");
    assertThat(ExportParquet.boundsOf(file, 1))
        .containsEntry("int_value", "-7..9")
        .containsEntry("attribute_path", "a..ż")
        .containsEntry("bool_value", "true..true")
        .doesNotContainKeys("float_value", "string_value", "step");
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
