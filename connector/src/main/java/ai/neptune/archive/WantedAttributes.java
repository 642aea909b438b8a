package ai.neptune.archive;

import ai.neptune.archive.file.ExportColumn;
import ai.neptune.archive.file.NameColumn;
import ai.neptune.archive.file.RowBatches;
import ai.neptune.client.AttributeType;
import java.util.Arrays;

/**
 * Which rows of one row group are of attributes that a question is about: each name and each type
 * is looked at once.
 */
final class WantedAttributes {

  private final AttributeFilter wanted;

  /** The type of all rows, or null if they may differ. */
  private final AttributeType constantType;

  private AttributeType[] types = new AttributeType[0];
  private boolean[] names = new boolean[0];

  WantedAttributes(AttributeFilter wanted, AttributeType constantType) {
    this.wanted = wanted;
    this.constantType = constantType;
  }

  /** The type of a row that is wanted by its name and type; null if it is not. */
  AttributeType type(RowBatches batches, int row) {
    NameColumn attributes = batches.names(ExportColumn.ATTRIBUTE);
    AttributeType type = constantType != null ? constantType : typeOf(batches, row);
    return type != null && attributes.has(row) && isWanted(attributes, attributes.ids()[row])
        ? type
        : null;
  }

  private AttributeType typeOf(RowBatches batches, int row) {
    NameColumn column = batches.names(ExportColumn.TYPE);
    if (!column.has(row)) {
      return null;
    }
    int id = column.ids()[row];
    if (id >= types.length) {
      int known = types.length;
      types = Arrays.copyOf(types, column.count());
      for (int i = known; i < types.length; i++) {
        types[i] =
            AttributeType.fromUserName(column.name(i))
                .filter(wanted.types()::contains)
                .orElse(null);
      }
    }
    return types[id];
  }

  private boolean isWanted(NameColumn attributes, int id) {
    if (id >= names.length) {
      int known = names.length;
      names = Arrays.copyOf(names, attributes.count());
      for (int i = known; i < names.length; i++) {
        names[i] = wanted.names().test(attributes.name(i));
      }
    }
    return names[id];
  }
}
