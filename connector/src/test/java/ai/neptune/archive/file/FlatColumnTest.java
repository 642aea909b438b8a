package ai.neptune.archive.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Columns hold the same, whether they are read many values at a time or one by one by Parquet. */
final class FlatColumnTest {

  private static final String DECIMAL = "fixed_len_byte_array(8) step (DECIMAL(18,6))";
  private static final int ROWS = 9_500;
  private static final String PARQUET = "Parquet's reader is needed";
  private static final byte[] FOUR_PRESENT = {8, 1};

  @TempDir private Path folder;

  @Test
  @SuppressWarnings("deprecation") // Writers of pages of version 1 still use PLAIN_DICTIONARY.
  void pagesOfAllEncodingsAreReadAsParquetReadsThem() throws IOException {
    Set<Encoding> encodings = EnumSet.noneOf(Encoding.class);
    int seed = 0;
    for (WriterVersion version : WriterVersion.values()) {
      for (boolean isSplit : new boolean[] {false, true}) {
        for (boolean hasDictionary : new boolean[] {false, true}) {
          CompressionCodecName codec = codec(seed);
          RandomColumns columns = columns(seed++);
          Path file = folder.resolve(seed + ".parquet");
          columns.write(
              file,
              ROWS,
              settings ->
                  settings
                      .withWriterVersion(version)
                      .withByteStreamSplitEncoding(isSplit)
                      .withDictionaryEncoding(hasDictionary)
                      .withCompressionCodec(codec));
          encodings.addAll(isTheSame(file, columns.schema()));
        }
      }
    }
    assertThat(encodings)
        .contains(
            Encoding.PLAIN,
            Encoding.PLAIN_DICTIONARY,
            Encoding.RLE_DICTIONARY,
            Encoding.RLE,
            Encoding.BYTE_STREAM_SPLIT,
            Encoding.DELTA_BINARY_PACKED,
            Encoding.DELTA_BYTE_ARRAY);
  }

  @Test
  @Timeout(60)
  void damagedPagesAreReportedAsSuch() throws IOException {
    Random random = new Random(5);
    for (WriterVersion version : WriterVersion.values()) {
      for (int rows : new int[] {300, 5_000}) {
        RandomColumns columns = new RandomColumns(7, DECIMAL, "int64", "double", "MILLIS");
        Path file = folder.resolve("damaged-%s-%d.parquet".formatted(version, rows));
        columns.write(
            file,
            rows,
            settings ->
                settings
                    .withWriterVersion(version)
                    .withCompressionCodec(CompressionCodecName.UNCOMPRESSED));
        byte[] whole = Files.readAllBytes(file);
        int reported = 0;
        for (int i = 0; i < 60; i++) {
          Files.write(file, damaged(whole, random));
          reported += isReported(file) ? 1 : 0;
        }
        assertThat(reported).as(file.toString()).isBetween(10, 59);
      }
    }
  }

  @Test
  void whatIsNotInTheDictionaryIsDamage() {
    assertThatIsDamaged(plainDictionary(2), idPage(1, 3), 4);
    assertThatIsDamaged(plainDictionary(2), idPage(32, -1), 4);
    assertThatIsDamaged(plainDictionary(2), idPage(33, 0), 4);
  }

  @Test
  void aDictionaryOfFalseSizeIsDamageAndTakesNoMemory() {
    assertThatIsDamaged(plainDictionary(Integer.MAX_VALUE), idPage(1, 0), 4);
    assertThatIsDamaged(plainDictionary(-1), idPage(1, 0), 4);
    assertThatIsDamaged(plainDictionary(3), idPage(1, 0), 4);
  }

  @Test
  void aPageThatEndsTooEarlyIsDamage() {
    assertThat(floats(null, plainPage(4, 4, FOUR_PRESENT), 4)).containsExactly(0.0, 1.0, 2.0, 3.0);
    assertThatIsDamaged(null, plainPage(4, 3, FOUR_PRESENT), 4);
    assertThatIsDamaged(null, plainPage(4, 4, new byte[] {4, 1}), 4);
    assertThatIsDamaged(null, plainPage(4, 4, new byte[] {}), 4);
    assertThatIsDamaged(null, page(4, bytes(1_000, 4, FOUR_PRESENT), Encoding.PLAIN), 4);
    assertThatIsDamaged(null, page(4, bytes(-1, 4, FOUR_PRESENT), Encoding.PLAIN), 4);
    assertThatIsDamaged(null, page(4, new byte[2], Encoding.PLAIN), 4);
  }

  @Test
  void fewerValuesThanRowsAreDamage() {
    assertThatIsDamaged(null, plainPage(4, 4, FOUR_PRESENT), 5);
    assertThatIsDamaged(null, plainPage(0, 0, FOUR_PRESENT), 4);
    assertThatIsDamaged(null, plainPage(-1, 0, FOUR_PRESENT), 4);
  }

  @Test
  void aPageOfNullsNeedsNoBytesOfValues() {
    byte[] nulls = {8, 0};
    assertThat(floats(plainDictionary(2), page(4, bytes(2, 0, nulls), Encoding.RLE_DICTIONARY), 4))
        .isEmpty();
  }

  @Test
  @SuppressWarnings("deprecation") // Newer writers do not use this encoding.
  void levelsOfOldWritersAreLeftToParquetsReader() {
    byte[] levels = bytes(FOUR_PRESENT.length, 4, FOUR_PRESENT);
    DataPage page =
        new DataPageV1(
            BytesInput.from(levels),
            4,
            levels.length,
            null,
            Encoding.RLE,
            Encoding.BIT_PACKED,
            Encoding.PLAIN);
    assertThatThrownBy(() -> floats(null, page, 4)).hasMessage(PARQUET);
  }

  private static RandomColumns columns(int seed) {
    List<String> steps =
        List.of(
            DECIMAL,
            "int64 step (DECIMAL(18,6))",
            "int32 step (DECIMAL(9,3))",
            "binary step (DECIMAL(20,6))",
            "fixed_len_byte_array(12) step (DECIMAL(25,6))",
            "double step",
            "float step",
            DECIMAL);
    return new RandomColumns(
        seed,
        steps.get(seed % steps.size()),
        seed % 2 == 0 ? "int64" : "int32",
        seed % 4 < 2 ? "double" : "float",
        List.of("MILLIS", "MICROS", "NANOS").get(seed % 3));
  }

  private static CompressionCodecName codec(int seed) {
    return List.of(
            CompressionCodecName.UNCOMPRESSED,
            CompressionCodecName.SNAPPY,
            CompressionCodecName.GZIP,
            CompressionCodecName.ZSTD)
        .get(seed % 4);
  }

  /** Damages some bytes of the pages. */
  private static byte[] damaged(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int footer = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(whole.length - 8);
    int end = whole.length - 8 - footer;
    for (int change = 0; change <= random.nextInt(3); change++) {
      bytes[4 + random.nextInt(end - 4)] = (byte) random.nextInt();
    }
    return bytes;
  }

  private static boolean isReported(Path file) throws IOException {
    ArchiveFile archiveFile = new ArchiveFile(file.toString(), Files.size(file), 0);
    try (ExportFile open = ExportFile.open(archiveFile, RandomColumns.HADOOP)) {
      for (RowGroup group : open.rowGroups()) {
        rows(open.read(group, EnumSet.allOf(ExportColumn.class)));
      }
      return false;
    } catch (UnreadableFileException e) {
      assertThat(e).hasMessageNotContaining("decoded: null");
      return true;
    }
  }

  /** Compares all columns of a file, and tells the encodings of their pages. */
  private static Set<Encoding> isTheSame(Path file, MessageType schema) throws IOException {
    HadoopInput input =
        HadoopInput.of(new ArchiveFile(file.toString(), Files.size(file), 0), RandomColumns.HADOOP);
    Set<Encoding> encodings = EnumSet.noneOf(Encoding.class);
    try (LargeFile large = LargeFile.open(input, RandomColumns.HADOOP);
        ParquetFileReader parquet = ParquetFileReader.open(input)) {
      for (RowGroup group : large.rowGroups()) {
        Map<ExportColumn, List<Object>> rows =
            rows(large.read(group, EnumSet.allOf(ExportColumn.class)));
        PageReadStore pages = parquet.readNextRowGroup();
        for (ColumnDescriptor column : schema.getColumns()) {
          List<Object> expected = expected(pages, schema, column);
          assertThat(expected).hasSize(Math.toIntExact(group.rows()));
          assertThat(expected).anyMatch(value -> value != null);
          assertThat(rows.get(column(column))).as("%s of %s", column, file).isEqualTo(expected);
        }
      }
      parquet
          .getRowGroups()
          .forEach(g -> g.getColumns().forEach(c -> encodings.addAll(c.getEncodings())));
    }
    return encodings;
  }

  private static ExportColumn column(ColumnDescriptor descriptor) {
    return EnumSet.allOf(ExportColumn.class).stream()
        .filter(column -> column.columnName().equals(descriptor.getPath()[0]))
        .findFirst()
        .orElseThrow();
  }

  private static Map<ExportColumn, List<Object>> rows(RowBatches batches) throws IOException {
    Map<ExportColumn, List<Object>> rows = new TreeMap<>();
    for (int count = batches.next(); count > 0; count = batches.next()) {
      for (int row = 0; row < count; row++) {
        for (ExportColumn column : ExportColumn.values()) {
          rows.computeIfAbsent(column, c -> new ArrayList<>()).add(value(batches, column, row));
        }
      }
    }
    return rows;
  }

  private static Object value(RowBatches batches, ExportColumn column, int row) {
    return switch (column) {
      case PROJECT, RUN, ATTRIBUTE, TYPE -> {
        NameColumn names = batches.names(column);
        yield names.has(row) ? names.nameOf(row) : null;
      }
      case STEP -> batches.steps().has(row) ? batches.steps().values()[row] : null;
      case TIME, INT, DATETIME ->
          batches.longs(column).has(row) ? batches.longs(column).values()[row] : null;
      case FLOAT -> batches.floats().has(row) ? batches.floats().values()[row] : null;
      case BOOL -> batches.booleans().has(row) ? batches.booleans().values()[row] : null;
      case STRING -> text(batches.strings(), row);
      case FILE -> text(batches.filePaths(), row);
      case HISTOGRAM -> text(batches.histogramTypes(), row);
      case STRING_SET -> null;
    };
  }

  private static Object text(TextColumn texts, int row) {
    return texts.has(row) ? texts.values()[row] : null;
  }

  /** The values of a column as Parquet's own reader reads them. */
  private static List<Object> expected(
      PageReadStore pages, MessageType schema, ColumnDescriptor column) {
    Collector collector = new Collector(column.getPrimitiveType());
    ColumnReader reader =
        new ColumnReadStoreImpl(pages, ColumnTree.of(schema, path -> collector), schema, "")
            .getColumnReader(column);
    List<Object> values = new ArrayList<>();
    for (long row = 0; row < pages.getRowCount(); row++) {
      collector.value = null;
      if (reader.getCurrentDefinitionLevel() == column.getMaxDefinitionLevel()) {
        reader.writeCurrentValueToConverter();
      }
      values.add(collector.value);
      reader.consume();
    }
    return values;
  }

  /** Takes single values, and makes of them what a batch has. */
  private static final class Collector extends PrimitiveConverter {
    private final PrimitiveType type;
    private final StepValues steps;
    private Object value;

    Collector(PrimitiveType type) {
      this.type = type;
      this.steps = StepValues.of(type);
    }

    private boolean isStep() {
      return type.getName().equals("step");
    }

    @Override
    public void addBinary(Binary binary) {
      value = isStep() ? (Object) steps.of(binary) : binary.toStringUsingUTF8();
    }

    @Override
    public void addLong(long number) {
      String annotation = String.valueOf(type.getLogicalTypeAnnotation());
      int unit =
          annotation.contains("MICROS") ? 1_000 : annotation.contains("NANOS") ? 1_000_000 : 1;
      value = isStep() ? (Object) steps.of(number) : (Object) Math.floorDiv(number, unit);
    }

    @Override
    public void addInt(int number) {
      addLong(number);
    }

    @Override
    public void addDouble(double number) {
      value = number;
    }

    @Override
    public void addFloat(float number) {
      value = (double) number;
    }

    @Override
    public void addBoolean(boolean flag) {
      value = flag;
    }
  }

  private static void assertThatIsDamaged(DictionaryPage dictionary, DataPage page, int rows) {
    assertThatThrownBy(() -> floats(dictionary, page, rows))
        .isInstanceOf(RuntimeException.class)
        .isNotInstanceOf(NullPointerException.class)
        .message()
        .isNotEqualTo(PARQUET);
  }

  /** The floats of a column of one page. */
  private static List<Double> floats(DictionaryPage dictionary, DataPage page, int rows) {
    ColumnDescriptor column =
        MessageTypeParser.parseMessageType("message m { optional double float_value; }")
            .getColumns()
            .get(0);
    DoubleColumn values = new DoubleColumn(rows, column.getPrimitiveType());
    PageReader none = new LastPages(null, null, null, 0);
    new FlatColumn(
            column,
            new LastPages(dictionary, page, none, page.getValueCount()),
            values,
            pages -> {
              throw new IllegalStateException(PARQUET);
            })
        .read(rows);
    List<Double> floats = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      if (values.has(row)) {
        floats.add(values.values()[row]);
      }
    }
    return floats;
  }

  /** A dictionary of two floats. */
  private static DictionaryPage plainDictionary(int size) {
    return new DictionaryPage(BytesInput.from(new byte[16]), size, Encoding.PLAIN);
  }

  /** A page of four rows that have the same place in the dictionary. */
  private static DataPage idPage(int width, int id) {
    byte[] ids =
        ByteBuffer.allocate(6)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) width)
            .put((byte) 8)
            .putInt(id)
            .array();
    return new DataPageV2(
        4,
        0,
        4,
        BytesInput.empty(),
        BytesInput.from(FOUR_PRESENT),
        Encoding.RLE_DICTIONARY,
        BytesInput.from(ids),
        ids.length,
        null,
        false);
  }

  private static DataPage plainPage(int count, int values, byte[] levels) {
    return page(count, bytes(levels.length, values, levels), Encoding.PLAIN);
  }

  private static DataPage page(int count, byte[] bytes, Encoding encoding) {
    return new DataPageV1(
        BytesInput.from(bytes), count, bytes.length, null, Encoding.RLE, Encoding.RLE, encoding);
  }

  private static byte[] bytes(int length, int values, byte[] levels) {
    ByteBuffer bytes =
        ByteBuffer.allocate(4 + levels.length + values * Double.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(length)
            .put(levels);
    for (int i = 0; i < values; i++) {
      bytes.putDouble(i);
    }
    return bytes.array();
  }
}
