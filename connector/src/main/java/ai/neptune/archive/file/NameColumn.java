package ai.neptune.archive.file;

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
  private int current;

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
  void keep(int row) {
    ids[row] = current;
  }

  @Override
  public boolean hasDictionarySupport() {
    return true;
  }

  @Override
  public void setDictionary(Dictionary encoded) {
    firstOfDictionary = names.size();
    for (int id = 0; id <= encoded.getMaxId(); id++) {
      names.add(encoded.decodeToBinary(id).toStringUsingUTF8());
    }
  }

  @Override
  public void addValueFromDictionary(int id) {
    current = firstOfDictionary + Objects.checkIndex(id, names.size() - firstOfDictionary);
  }

  @Override
  public void addBinary(Binary value) {
    current =
        plain.computeIfAbsent(
            value.toStringUsingUTF8(),
            name -> {
              names.add(name);
              return names.size() - 1;
            });
  }
}
