package ai.neptune.archive.file;

import java.util.List;
import java.util.function.Function;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/** Leads Parquet's reader from a schema to what takes the values of each of its leaves. */
final class ColumnTree extends GroupConverter {

  private final List<Converter> fields;

  private ColumnTree(List<Converter> fields) {
    this.fields = fields;
  }

  /**
   * The tree of a schema.
   *
   * @param leaves what takes the values of a column, by its path with dots
   */
  static ColumnTree of(GroupType schema, Function<String, PrimitiveConverter> leaves) {
    return of(schema, "", leaves);
  }

  private static ColumnTree of(
      GroupType group, String prefix, Function<String, PrimitiveConverter> leaves) {
    return new ColumnTree(
        group.getFields().stream().map(field -> converter(field, prefix, leaves)).toList());
  }

  private static Converter converter(
      Type field, String prefix, Function<String, PrimitiveConverter> leaves) {
    String path = prefix + field.getName();
    return field.isPrimitive() ? leaves.apply(path) : of(field.asGroupType(), path + ".", leaves);
  }

  @Override
  public Converter getConverter(int fieldIndex) {
    return fields.get(fieldIndex);
  }

  @Override
  public void start() {
    // Values are taken column by column.
  }

  @Override
  public void end() {
    // Values are taken column by column.
  }
}
