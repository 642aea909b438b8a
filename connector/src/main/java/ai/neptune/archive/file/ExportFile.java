package ai.neptune.archive.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.io.SeekableInputStream;

/** An open Parquet file of an export. It is for one thread. */
public interface ExportFile extends Closeable {

  /**
   * Opens a file and reads its footer.
   *
   * @throws UnreadableFileException if it is not a whole file of an export
   * @throws IOException if it cannot be read at all
   */
  static ExportFile open(ArchiveFile file, Configuration configuration) throws IOException {
    HadoopInput input = HadoopInput.of(file, configuration);
    requireFooter(input);
    return input.content() == null
        ? LargeFile.open(input, configuration)
        : SmallFile.open(input, configuration);
  }

  /** What its writer noted in the footer, by names. */
  Map<String, String> metadata();

  /** What the footer says of the row groups, in their order. */
  List<RowGroup> rowGroups();

  /**
   * The rows of a row group, of some columns. Those of an earlier one cannot be read any more.
   *
   * @throws UnreadableFileException if the pages are not as they were written
   */
  RowBatches read(RowGroup group, Set<ExportColumn> columns) throws IOException;

  private static void requireFooter(HadoopInput input) throws IOException {
    byte[] end = new byte[Footer.MAGIC.length()];
    if (input.getLength() >= Footer.SHORTEST_FILE) {
      try (SeekableInputStream in = input.newStream()) {
        in.seek(input.getLength() - end.length);
        in.readFully(end);
      }
    }
    if (!Footer.MAGIC.equals(new String(end, StandardCharsets.US_ASCII))) {
      throw new UnreadableFileException(
          "it has no footer, so it is no Parquet file, or was not written to its end", null);
    }
  }
}
