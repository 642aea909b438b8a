package ai.neptune.archive.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.schema.MessageType;

/**
 * A file in memory, read with as little effort as possible: a large archive is tens of thousands of
 * these. What is not as the exporter writes it is left to Parquet's own reader.
 */
final class SmallFile implements ExportFile {

  /** All files of an exporter have one schema; its order and comments may differ from another's. */
  private static final int MOST_SCHEMAS = 16;

  private static final Map<ByteBuffer, ExportSchema> SCHEMAS = new ConcurrentHashMap<>();

  private final HadoopInput input;
  private final Configuration configuration;
  private final Footer footer;
  private final ExportSchema schema;
  private final List<RowGroup> rowGroups;
  private LargeFile other;

  private SmallFile(
      HadoopInput input, Configuration configuration, Footer footer, ExportSchema schema) {
    this.input = input;
    this.configuration = configuration;
    this.footer = footer;
    this.schema = schema;
    this.rowGroups = IntStream.range(0, footer.groups().size()).mapToObj(this::rowGroup).toList();
  }

  static ExportFile open(HadoopInput input, Configuration configuration) throws IOException {
    Footer footer;
    try {
      footer = Footer.of(input.content());
    } catch (RuntimeException e) {
      return LargeFile.open(input, configuration);
    }
    ExportSchema schema = SCHEMAS.get(footer.schema());
    return schema == null
        ? first(input, configuration, footer)
        : new SmallFile(input, configuration, footer, schema);
  }

  /** Learns what the schema says, which the footer of each other file says in the same bytes. */
  private static ExportFile first(HadoopInput input, Configuration configuration, Footer footer)
      throws IOException {
    LargeFile file = LargeFile.open(input, configuration);
    if (SCHEMAS.size() < MOST_SCHEMAS) {
      byte[] schema = new byte[footer.schema().remaining()];
      footer.schema().duplicate().get(schema);
      SCHEMAS.put(ByteBuffer.wrap(schema), file.schema());
    }
    return file;
  }

  @Override
  public Map<String, String> metadata() {
    return footer.metadata();
  }

  @Override
  public List<RowGroup> rowGroups() {
    return rowGroups;
  }

  @Override
  public RowBatches read(RowGroup group, Set<ExportColumn> columns) throws IOException {
    MessageType read = schema.only(columns);
    try {
      PageReadStore pages = pages(footer.groups().get(group.index()), read);
      return pages == null
          ? other().read(group, columns)
          : RowBatches.of(group.index(), pages, read, footer.createdBy());
    } catch (UnreadableFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw UnreadableFileException.ofRowGroup(group.index(), e);
    }
  }

  @Override
  public void close() throws IOException {
    if (other != null) {
      other.close();
    }
  }

  /** The same file as Parquet's own reader reads it. */
  private LargeFile other() throws IOException {
    if (other == null) {
      other = LargeFile.open(input, configuration);
    }
    return other;
  }

  private RowGroup rowGroup(int index) {
    Footer.Group group = footer.groups().get(index);
    return RowGroup.of(index, group.rows(), group.compressedBytes(), group::facts, schema.step());
  }

  /** The pages of columns; null if some are not as the exporter writes them. */
  private PageReadStore pages(Footer.Group group, MessageType columns) throws IOException {
    Map<ColumnDescriptor, PageReader> pages = new HashMap<>();
    for (ColumnDescriptor column : columns.getColumns()) {
      ColumnChunk chunk = group.chunks().get(String.join(".", column.getPath()));
      PageReader reader = chunk == null ? null : ChunkPages.of(input.content(), chunk);
      if (reader == null) {
        return null;
      }
      pages.put(column, reader);
    }
    return new ColumnPages(group.rows(), pages);
  }
}
