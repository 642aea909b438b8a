package ai.neptune.archive.file;

import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;

/** The pages of some columns of a row group. */
record ColumnPages(long rows, Map<ColumnDescriptor, PageReader> columns) implements PageReadStore {

  @Override
  public PageReader getPageReader(ColumnDescriptor column) {
    return columns.get(column);
  }

  @Override
  public long getRowCount() {
    return rows;
  }
}
