package ai.neptune.archive.write;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;

/**
 * Writes one Parquet file of a run, as the exporter does: rows of different kinds are in different
 * row groups. Nothing is given out before the first row group is full, so that many writers of
 * small runs can be open at once. It is for one thread.
 */
public final class PartWriter {

  /** What a row group may hold: a task has it in memory as a whole, and so has its reader. */
  private static final long MAX_GROUP_BYTES = 16L << 20;

  /** As the exporter's writer divides large tables. */
  private static final int MAX_GROUP_ROWS = 1 << 20;

  private static final int BUFFER_BYTES = 64 << 10;

  private final Binary project;
  private final Binary run;
  private final Output output;
  private final ParquetFileWriter file;
  private RowGroupBuffer group;
  private Enum<?> kind;
  private int groupRows;

  /**
   * A writer of a file.
   *
   * @param project the identifier in the column {@code project_id}
   * @param run the id in the column {@code run_id}
   * @param out gets the file
   */
  @SuppressWarnings("deprecation") // the one constructor that every Spark's Parquet has
  public PartWriter(String project, String run, PartOutput out) throws IOException {
    this.project = Binary.fromString(project);
    this.run = Binary.fromString(run);
    this.output = new Output(out);
    this.file =
        new ParquetFileWriter(
            output, PartSchema.SCHEMA, ParquetFileWriter.Mode.CREATE, Long.MAX_VALUE, 0);
    file.start();
  }

  /**
   * Adds a row.
   *
   * @param ofKind rows of another kind than those before begin a new row group
   */
  public void add(PartRow row, Enum<?> ofKind) throws IOException {
    if (group != null && (ofKind != kind || isFull())) {
      endRowGroup();
    }
    if (group == null) {
      group = new RowGroupBuffer(project, run);
      kind = ofKind;
      groupRows = 0;
    }
    group.add(row);
    groupRows++;
  }

  /** About how much memory the rows take that are not given out. */
  public long bufferedBytes() {
    return group == null ? 0 : group.bytes();
  }

  /** Gives out the rows so far. */
  public void endRowGroup() throws IOException {
    if (group != null) {
      group.appendTo(file);
      group = null;
    }
  }

  /**
   * Ends the file.
   *
   * @param metadata what its footer says
   * @return its length in bytes
   */
  public long finish(Map<String, String> metadata) throws IOException {
    endRowGroup();
    file.end(metadata);
    output.flush();
    return output.getPos();
  }

  private boolean isFull() {
    return group.bytes() >= MAX_GROUP_BYTES || groupRows >= MAX_GROUP_ROWS;
  }

  /** Collects small pieces. */
  private static final class Output extends PositionOutputStream implements OutputFile {

    private final PartOutput out;
    private byte[] buffer = new byte[BUFFER_BYTES / 16];
    private int buffered;
    private long position;

    Output(PartOutput out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      int from = offset;
      int left = length;
      while (left > 0) {
        int size = Math.min(left, room());
        System.arraycopy(bytes, from, buffer, buffered, size);
        buffered += size;
        from += size;
        left -= size;
      }
      position += length;
    }

    /** How much more fits; small files do not need a whole buffer. */
    private int room() {
      if (buffered == buffer.length) {
        if (buffered < BUFFER_BYTES) {
          buffer = Arrays.copyOf(buffer, buffered * 2);
        } else {
          flush();
        }
      }
      return buffer.length - buffered;
    }

    @Override
    public void flush() {
      if (buffered > 0) {
        out.write(buffer, buffered);
        buffered = 0;
      }
    }

    /** The file is whole when its writer says so. */
    @Override
    public void close() {}

    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return this;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return this;
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
