package ai.neptune.archive.write;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.Statistics;

/**
 * One column of a row group that is whole.
 *
 * @param dictionary its dictionary, if it has one
 * @param entries the number of its values, and of rows and lists without one
 * @param encodings those of its pages
 */
record EncodedColumn(
    ColumnDescriptor column,
    Pages dictionary,
    Pages data,
    long entries,
    List<PageEncodingStats> encodings,
    Statistics statistics) {

  /** Writes the column to the end of a file, and says what its footer has to know. */
  ColumnChunk appendTo(PartBytes file) throws IOException {
    long start = file.position();
    file.write(dictionary.bytes());
    long dataStart = file.position();
    file.write(data.bytes());
    ColumnMetaData chunk =
        new ColumnMetaData(
            PartSchema.typeOf(column),
            distinctEncodings(),
            List.of(column.getPath()),
            CompressionCodec.SNAPPY,
            entries,
            dictionary.uncompressed() + data.uncompressed(),
            file.position() - start,
            dataStart);
    if (dataStart > start) {
      chunk.setDictionary_page_offset(start);
    }
    chunk.setStatistics(statistics);
    chunk.setEncoding_stats(encodings);
    return new ColumnChunk(start).setMeta_data(chunk);
  }

  private List<Encoding> distinctEncodings() {
    Set<Encoding> distinct = new LinkedHashSet<>();
    encodings.forEach(pages -> distinct.add(pages.getEncoding()));
    // That of levels.
    distinct.add(Encoding.RLE);
    return List.copyOf(distinct);
  }
}
