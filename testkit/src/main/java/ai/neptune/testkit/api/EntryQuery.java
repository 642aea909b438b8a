package ai.neptune.testkit.api;

import ai.neptune.testkit.http.ApiException;
import ai.neptune.testkit.json.JsonObject;
import ai.neptune.testkit.model.SystemAttributes;
import ai.neptune.testkit.nql.NqlParser;
import ai.neptune.testkit.nql.Operand;

/** Which runs a search finds, and in which order. Equal queries find the same. */
record EntryQuery(String nql, boolean headsOnly, EntryOrder order) {
  private static final String ENVIRONMENT = "env/";

  static EntryQuery of(JsonObject body) {
    String nql =
        body.optionalObject("query").flatMap(query -> query.optionalString("query")).orElse("");
    return new EntryQuery(
        nql, body.bool("experimentLeader", false), EntryOrder.of(body.optionalObject("sorting")));
  }

  /** Fails unless only attributes under sys/ and env/ are named: for a search in all projects. */
  void requireGlobalAttributes() {
    NqlParser.parse(nql, EntryQuery::requireGlobal);
    requireGlobal(order.by());
  }

  private static void requireGlobal(Operand operand) {
    if (!operand.name().startsWith(SystemAttributes.PREFIX)
        && !operand.name().startsWith(ENVIRONMENT)) {
      throw ApiException.badRequest(
          "a search in all projects takes attributes under sys/ and env/ only, not `"
              + operand.name()
              + "`");
    }
  }
}
