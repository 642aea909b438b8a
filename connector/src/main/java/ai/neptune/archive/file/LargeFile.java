package ai.neptune.archive.file;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.EncodingStats;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.MessageType;

/** A file whose columns are read one by one, as Parquet's own reader does. It is for one thread. */
final class LargeFile implements ExportFile {

  private final ParquetFileReader reader;
  private final ExportSchema schema;
  private final List<RowGroup> rowGroups;

  private LargeFile(ParquetFileReader reader, ExportSchema schema) {
    this.reader = reader;
    this.schema = schema;
    List<BlockMetaData> blocks = reader.getRowGroups();
    this.rowGroups =
        IntStream.range(0, blocks.size()).mapToObj(i -> rowGroup(i, blocks.get(i))).toList();
  }

  static LargeFile open(HadoopInput input, Configuration configuration) throws IOException {
    ParquetFileReader reader = reader(input, configuration);
    try {
      return new LargeFile(reader, ExportSchema.of(reader.getFileMetaData().getSchema()));
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** The columns that the file has. */
  ExportSchema schema() {
    return schema;
  }

  @Override
  public Map<String, String> metadata() {
    return reader.getFileMetaData().getKeyValueMetaData();
  }

  @Override
  public List<RowGroup> rowGroups() {
    return rowGroups;
  }

  @Override
  public RowBatches read(RowGroup group, Set<ExportColumn> columns) throws IOException {
    MessageType read = schema.only(columns);
    try {
      reader.setRequestedSchema(read);
      PageReadStore pages = reader.readRowGroup(group.index());
      return RowBatches.of(group.index(), pages, read, reader.getFileMetaData().getCreatedBy());
    } catch (RuntimeException e) {
      throw UnreadableFileException.ofRowGroup(group.index(), e);
    } catch (StackOverflowError e) {
      throw UnreadableFileException.ofRowGroup(group.index(), endless());
    } catch (IOException e) {
      throw isOfDamage(e) ? UnreadableFileException.ofRowGroup(group.index(), e) : e;
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private RowGroup rowGroup(int index, BlockMetaData block) {
    return RowGroup.of(
        index,
        block.getRowCount(),
        block.getCompressedSize(),
        column -> facts(block, column.columnName()),
        schema.step());
  }

  private static ColumnFacts facts(BlockMetaData block, String column) {
    for (ColumnChunkMetaData chunk : block.getColumns()) {
      if (chunk.getPath().size() == 1 && chunk.getPath().toArray()[0].equals(column)) {
        return facts(chunk);
      }
    }
    return ColumnFacts.NONE;
  }

  private static ColumnFacts facts(ColumnChunkMetaData chunk) {
    Statistics<?> statistics = chunk.getStatistics();
    boolean hasValues = statistics != null && statistics.hasNonNullValue();
    return new ColumnFacts(
        hasValues ? statistics.getMinBytes() : null,
        hasValues ? statistics.getMaxBytes() : null,
        statistics != null && statistics.isNumNullsSet() ? statistics.getNumNulls() : -1,
        isInDictionary(chunk.getEncodingStats()));
  }

  private static boolean isInDictionary(EncodingStats encodings) {
    return encodings != null
        && encodings.hasDictionaryPages()
        && encodings.hasDictionaryEncodedPages()
        && !encodings.hasNonDictionaryEncodedPages();
  }

  private static ParquetFileReader reader(HadoopInput input, Configuration configuration)
      throws IOException {
    try {
      return ParquetFileReader.open(input, HadoopReadOptions.builder(configuration).build());
    } catch (RuntimeException e) {
      throw new UnreadableFileException("its footer cannot be read: " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      throw new UnreadableFileException("its footer cannot be read", endless());
    } catch (IOException e) {
      throw isOfDamage(e)
          ? new UnreadableFileException("its footer cannot be read: " + e.getMessage(), e)
          : e;
    }
  }

  /**
   * Damage may look like values within values without an end. The error itself must not be a cause:
   * an executor ends itself when it finds one among them.
   */
  private static IOException endless() {
    return new IOException("values are nested too deeply");
  }

  /** Parquet reports headers that it does not understand, or too few values, in this way too. */
  private static boolean isOfDamage(IOException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    return e instanceof EOFException
        || message.startsWith("can not read class")
        || message.startsWith("Expected ");
  }
}
