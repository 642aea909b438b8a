package ai.neptune.archive.write;

import ai.neptune.archive.file.ExportColumn;
import ai.neptune.archive.file.InMemoryStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/**
 * The rows of one row group, encoded in memory. Parquet's writer decides by itself where a row
 * group ends; a small file of its own for each lets this room decide.
 */
final class RowGroupBuffer {

  /** The writer is told everything; no file of settings is read for each row group. */
  private static final Configuration NO_SETTINGS = new Configuration(false);

  /** Each row group gets a buffer of this size to compress in. */
  private static final int PAGE_BYTES = 128 << 10;

  private final Bytes bytes = new Bytes();
  private final ParquetWriter<PartRow> writer;
  private long rowBytes;

  RowGroupBuffer(Binary project, Binary run) throws IOException {
    writer = new Builder(new BytesFile(bytes), project, run).build();
  }

  void add(PartRow row) throws IOException {
    writer.write(row);
    rowBytes += row.bytes();
  }

  /** About how much memory the rows take. */
  long bytes() {
    return rowBytes;
  }

  /** Encodes what is left and adds all to the end of a file. */
  void appendTo(ParquetFileWriter file) throws IOException {
    writer.close();
    List<BlockMetaData> blocks = writer.getFooter().getBlocks();
    file.appendRowGroups(bytes.read(), blocks, false);
  }

  private static final class Builder extends ParquetWriter.Builder<PartRow, Builder> {

    private final Binary project;
    private final Binary run;

    Builder(OutputFile file, Binary project, Binary run) {
      super(file);
      this.project = project;
      this.run = run;
      withConf(NO_SETTINGS);
      withCompressionCodec(CompressionCodecName.SNAPPY);
      withRowGroupSize(Long.MAX_VALUE);
      withPageSize(PAGE_BYTES);
      withDictionaryEncoding(true);
      // Values hardly ever repeat; steps and times do so in a way that compression finds as well.
      withDictionaryEncoding(ExportColumn.FLOAT.columnName(), false);
      withDictionaryEncoding(ExportColumn.STEP.columnName(), false);
      withDictionaryEncoding(ExportColumn.TIME.columnName(), false);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<PartRow> getWriteSupport(Configuration configuration) {
      return new Support(project, run);
    }
  }

  private static final class Support extends WriteSupport<PartRow> {

    private final Binary project;
    private final Binary run;
    private RowConsumer consumer;

    Support(Binary project, Binary run) {
      this.project = project;
      this.run = run;
    }

    @Override
    public WriteContext init(Configuration configuration) {
      return new WriteContext(PartSchema.SCHEMA, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = new RowConsumer(recordConsumer, project, run);
    }

    @Override
    public void write(PartRow row) {
      consumer.write(row);
    }
  }

  private static final class Bytes extends ByteArrayOutputStream {

    InMemoryStream read() {
      return new InMemoryStream(buf, count);
    }
  }

  private record BytesFile(Bytes bytes) implements OutputFile {

    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return new PositionOutputStream() {
        @Override
        public long getPos() {
          return bytes.size();
        }

        @Override
        public void write(int b) {
          bytes.write(b);
        }

        @Override
        public void write(byte[] b, int offset, int length) {
          bytes.write(b, offset, length);
        }
      };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
