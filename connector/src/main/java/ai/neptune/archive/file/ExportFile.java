package ai.neptune.archive.file;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;

/** An open Parquet file of an export. It is for one thread. */
public final class ExportFile implements Closeable {

  private static final int SHORTEST = 12;
  private static final int MAGIC_LENGTH = 4;
  private static final String MAGIC = "PAR1";

  private final ParquetFileReader reader;
  private final ExportSchema schema;
  private final List<RowGroup> rowGroups;

  private ExportFile(ParquetFileReader reader, ExportSchema schema) {
    this.reader = reader;
    this.schema = schema;
    List<BlockMetaData> blocks = reader.getRowGroups();
    this.rowGroups =
        IntStream.range(0, blocks.size()).mapToObj(i -> RowGroup.of(i, blocks.get(i))).toList();
  }

  /**
   * Opens a file and reads its footer.
   *
   * @throws UnreadableFileException if it is not a whole file of an export
   * @throws IOException if it cannot be read at all
   */
  public static ExportFile open(ArchiveFile file, Configuration configuration) throws IOException {
    HadoopInput input = HadoopInput.of(file, configuration);
    requireFooter(input);
    ParquetFileReader reader = reader(input, configuration);
    try {
      return new ExportFile(reader, ExportSchema.of(reader.getFileMetaData().getSchema()));
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** What its writer noted in the footer, by names. */
  public Map<String, String> metadata() {
    return reader.getFileMetaData().getKeyValueMetaData();
  }

  /** What the footer says of the row groups, in their order. */
  public List<RowGroup> rowGroups() {
    return rowGroups;
  }

  /**
   * The rows of a row group, of some columns. Those of an earlier one cannot be read any more.
   *
   * @throws UnreadableFileException if the pages are not as they were written
   */
  public RowBatches read(RowGroup group, Set<ExportColumn> columns) throws IOException {
    MessageType read = schema.only(columns);
    try {
      reader.setRequestedSchema(read);
      PageReadStore pages = reader.readRowGroup(group.index());
      return RowBatches.of(group.index(), pages, read, reader.getFileMetaData().getCreatedBy());
    } catch (RuntimeException e) {
      throw UnreadableFileException.ofRowGroup(group.index(), e);
    } catch (IOException e) {
      throw isOfDamage(e) ? UnreadableFileException.ofRowGroup(group.index(), e) : e;
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private static void requireFooter(HadoopInput input) throws IOException {
    byte[] end = new byte[MAGIC_LENGTH];
    if (input.getLength() >= SHORTEST) {
      try (SeekableInputStream in = input.newStream()) {
        in.seek(input.getLength() - MAGIC_LENGTH);
        in.readFully(end);
      }
    }
    if (!MAGIC.equals(new String(end, java.nio.charset.StandardCharsets.US_ASCII))) {
      throw new UnreadableFileException(
          "it has no footer, so it is no Parquet file, or was not written to its end", null);
    }
  }

  private static ParquetFileReader reader(HadoopInput input, Configuration configuration)
      throws IOException {
    try {
      return ParquetFileReader.open(input, HadoopReadOptions.builder(configuration).build());
    } catch (RuntimeException e) {
      throw new UnreadableFileException("its footer cannot be read: " + e.getMessage(), e);
    } catch (IOException e) {
      throw isOfDamage(e)
          ? new UnreadableFileException("its footer cannot be read: " + e.getMessage(), e)
          : e;
    }
  }

  /** Parquet reports headers that it does not understand, or too few values, in this way too. */
  private static boolean isOfDamage(IOException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    return e instanceof EOFException
        || message.startsWith("can not read class")
        || message.startsWith("Expected ");
  }
}
