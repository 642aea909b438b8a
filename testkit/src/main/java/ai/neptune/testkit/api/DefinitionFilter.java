package ai.neptune.testkit.api;

import ai.neptune.testkit.http.ApiException;
import ai.neptune.testkit.json.JsonObject;
import ai.neptune.testkit.model.AttributeDefinition;
import ai.neptune.testkit.model.AttributeType;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** The requested attributes, by name and type (docs/protocol.md, 4.3 and 4.4). */
record DefinitionFilter(Predicate<String> names, Set<AttributeType> types) {

  /** Reads {@code attributeNameFilter} and {@code attributeFilter}; absent means all. */
  static DefinitionFilter of(JsonObject body) {
    Predicate<String> names =
        body.optionalObject("attributeNameFilter").map(NameFilter::of).orElse(name -> true);
    if (!body.has("attributeFilter")) {
      return new DefinitionFilter(names, EnumSet.allOf(AttributeType.class));
    }
    Set<AttributeType> types = EnumSet.noneOf(AttributeType.class);
    for (JsonObject filter : body.objects("attributeFilter")) {
      String type = filter.string("attributeType");
      types.add(
          AttributeType.ofWireName(type)
              .orElseThrow(() -> ApiException.badRequest("there is no type " + type)));
    }
    return new DefinitionFilter(names, types);
  }

  /** The filter that takes these names. */
  static DefinitionFilter ofNames(Iterable<String> names) {
    Set<String> set = new HashSet<>();
    names.forEach(set::add);
    return new DefinitionFilter(set::contains, EnumSet.allOf(AttributeType.class));
  }

  boolean test(AttributeDefinition definition) {
    return types.contains(definition.type()) && names.test(definition.name());
  }
}
