package ai.neptune.archive.file;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;

/**
 * A few names, each with a number: what is found out about a name is found out once for all rows
 * that have it. Numbers only grow while a row group is read.
 */
public final class NameColumn extends Values {

  private final int[] ids;
  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> plain = new HashMap<>();
  private int firstOfDictionary;

  NameColumn(int rows) {
    super(rows);
    ids = new int[rows];
  }

  /** The numbers of the names of the batch's rows. */
  public int[] ids() {
    return ids;
  }

  /** The name with a number. */
  public String name(int id) {
    return names.get(id);
  }

  /** The names by their numbers; it grows with them. */
  public List<String> names() {
    return names;
  }

  /** The name of a row, which has one. */
  public String nameOf(int row) {
    return names.get(ids[row]);
  }

  /** How many numbers there are so far; several may stand for one name. */
  public int count() {
    return names.size();
  }

  /** Whether any of the names satisfies a condition. */
  public boolean anyMatch(Predicate<String> condition) {
    return names.stream().anyMatch(condition);
  }

  /** Whether all of the names satisfy a condition. */
  public boolean allMatch(Predicate<String> condition) {
    return names.stream().allMatch(condition);
  }

  @Override
  boolean isReadPlainly() {
    return true;
  }

  @Override
  void keepPlain(ByteBuffer in, int firstRow, int count) {
    for (int row = firstRow; row < firstRow + count; row++) {
      ids[row] = idOf(text(in));
    }
  }

  @Override
  void keepPlaces(int[] places, int firstRow, int count) {
    int size = names.size() - firstOfDictionary;
    for (int i = 0; i < count; i++) {
      ids[firstRow + i] = firstOfDictionary + Objects.checkIndex(places[i], size);
    }
  }

  @Override
  public void setDictionary(Dictionary encoded) {
    firstOfDictionary = names.size();
    for (int id = 0; id <= encoded.getMaxId(); id++) {
      names.add(encoded.decodeToBinary(id).toStringUsingUTF8());
    }
  }

  @Override
  public void addBinary(Binary value) {
    ids[row()] = idOf(value.toStringUsingUTF8());
  }

  private int idOf(String text) {
    return plain.computeIfAbsent(
        text,
        name -> {
          names.add(name);
          return names.size() - 1;
        });
  }
}
