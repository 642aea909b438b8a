package ai.neptune.archive.write;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * Writes one Parquet file of a run, as the exporter does: rows of different kinds are in different
 * row groups. Nothing is given out before the first row group is full, so that many writers of
 * small runs can be open at once. It is for one thread.
 *
 * <p>The columns are encoded here, because Parquet's own writer takes milliseconds to begin and end
 * each file, and an export has a small file for each run. Headers of pages and footers are
 * Parquet's.
 */
public final class PartWriter {

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private final byte[] project;
  private final byte[] run;
  private final PartBytes file;
  private final List<RowGroup> rowGroups = new ArrayList<>();
  private @Nullable RowGroupBuffer group;
  private @Nullable Enum<?> kind;

  /**
   * A writer of a file.
   *
   * @param project the identifier in the column {@code project_id}
   * @param run the id in the column {@code run_id}
   * @param out gets the file
   */
  public PartWriter(String project, String run, PartOutput out) throws IOException {
    this.project = project.getBytes(StandardCharsets.UTF_8);
    this.run = run.getBytes(StandardCharsets.UTF_8);
    this.file = new PartBytes(out);
    file.write(MAGIC);
  }

  /**
   * Adds a row.
   *
   * @param ofKind rows of another kind than those before begin a new row group
   */
  public void add(PartRow row, Enum<?> ofKind) throws IOException {
    group(ofKind).add(row);
  }

  /**
   * Adds points of a float series.
   *
   * @param series has their attribute
   */
  public void add(PartRow series, FloatPoints points, Enum<?> ofKind) throws IOException {
    group(ofKind).add(series, points);
  }

  /** About how much memory the rows take that are not given out. */
  public long bufferedBytes() {
    return group == null ? 0 : group.bytes();
  }

  /** Gives out the rows so far. */
  public void endRowGroup() throws IOException {
    if (group != null) {
      rowGroups.add(group.appendTo(file, project, run));
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
    FileMetaData footer = PartSchema.footer(rowGroups);
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      footer.addToKey_value_metadata(new KeyValue(entry.getKey()).setValue(entry.getValue()));
    }
    PageBytes end = new PageBytes();
    Util.writeFileMetaData(footer, end);
    end.writeInt(end.size());
    end.write(MAGIC, 0, MAGIC.length);
    file.write(end);
    file.flush();
    return file.position();
  }

  private RowGroupBuffer group(Enum<?> ofKind) throws IOException {
    if (group != null && (ofKind != kind || group.isFull())) {
      endRowGroup();
    }
    if (group == null) {
      group = new RowGroupBuffer();
      kind = ofKind;
    }
    return group;
  }
}
