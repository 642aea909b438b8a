package ai.neptune.testkit.api;

import ai.neptune.testkit.http.ApiException;
import ai.neptune.testkit.json.JsonObject;
import ai.neptune.testkit.model.Aggregate;
import ai.neptune.testkit.model.AttributeType;
import ai.neptune.testkit.nql.Operand;
import java.util.Optional;

/** The order of the entries of a search (docs/protocol.md, 4.1). */
record EntryOrder(Operand by, boolean descending) {
  private static final EntryOrder NEWEST_FIRST =
      new EntryOrder(
          new Operand("sys/creation_time", AttributeType.DATETIME, Aggregate.LAST), true);

  /** Reads {@code sorting}; newest first if it is absent. */
  static EntryOrder of(Optional<JsonObject> sorting) {
    return sorting.map(EntryOrder::read).orElse(NEWEST_FIRST);
  }

  private static EntryOrder read(JsonObject json) {
    JsonObject sortBy = json.object("sortBy");
    String name = sortBy.string("name");
    String typeName =
        sortBy
            .optionalString("type")
            .orElseThrow(() -> invalid("sorting by " + name + " needs a type"));
    AttributeType type =
        AttributeType.ofWireName(typeName)
            .orElseThrow(() -> invalid("there is no type " + typeName));
    String aggregateName =
        sortBy
            .optionalString("aggregationMode")
            .or(() -> json.optionalString("aggregationMode"))
            .orElse("last");
    Aggregate aggregate =
        Aggregate.ofName(aggregateName)
            .orElseThrow(() -> invalid("there is no aggregate " + aggregateName));
    requireSortable(name, type, aggregate);
    return new EntryOrder(
        new Operand(name, type, aggregate),
        switch (json.optionalString("dir").orElse("descending")) {
          case "descending" -> true;
          case "ascending" -> false;
          default -> throw invalid("dir must be ascending or descending");
        });
  }

  private static void requireSortable(String name, AttributeType type, Aggregate aggregate) {
    switch (type) {
      case FLOAT, INT, STRING, BOOL, DATETIME, FLOAT_SERIES -> {}
      case STRING_SERIES -> {
        if (aggregate != Aggregate.LAST) {
          throw invalid("a stringSeries has no aggregate but last");
        }
      }
      default -> throw invalid("cannot sort by " + name + ", a " + type.wireName());
    }
  }

  private static ApiException invalid(String message) {
    return new ApiException(400, "INVALID_SORT_PARAMS", message);
  }
}
