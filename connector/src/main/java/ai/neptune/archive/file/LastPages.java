package ai.neptune.archive.file;

import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;

/** The pages of a column from one of them on, as if they were all. */
final class LastPages implements PageReader {

  private final DictionaryPage dictionary;
  private final PageReader others;
  private final long values;
  private DataPage first;

  /**
   * @param dictionary may be null
   * @param first the first of the pages
   * @param others those after the first
   * @param values how many values all of them have
   */
  LastPages(DictionaryPage dictionary, DataPage first, PageReader others, long values) {
    this.dictionary = dictionary;
    this.first = first;
    this.others = others;
    this.values = values;
  }

  @Override
  public DictionaryPage readDictionaryPage() {
    return dictionary;
  }

  @Override
  public long getTotalValueCount() {
    return values;
  }

  @Override
  public DataPage readPage() {
    DataPage next = first == null ? others.readPage() : first;
    first = null;
    return next;
  }
}
