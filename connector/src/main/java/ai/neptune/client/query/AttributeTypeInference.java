package ai.neptune.client.query;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.Container;
import ai.neptune.client.DefinitionsQuery;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.NameFilter;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.PageIterator;
import ai.neptune.client.RequestBatches;
import ai.neptune.client.Sorting;
import ai.neptune.client.StoredPoints;
import ai.neptune.client.SystemAttributes;
import ai.neptune.errors.AttributeTypeInferenceException;
import ai.neptune.errors.InvalidOptionException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the types of attributes that a user named without one (docs/protocol.md, 6). */
public final class AttributeTypeInference {

  private static final Logger LOG = LoggerFactory.getLogger(AttributeTypeInference.class);

  private final NeptuneSource source;
  private final List<String> projects;

  /** An inference for queries in these projects. */
  public AttributeTypeInference(NeptuneSource source, List<String> projects) {
    this.source = source;
    this.projects = List.copyOf(projects);
  }

  /**
   * An inference for queries in one project, or in all when it is null; empty where nobody knows
   * which these are, as is so of a server.
   */
  public static Optional<AttributeTypeInference> of(
      NeptuneSource source, @Nullable String project) {
    if (project != null) {
      return Optional.of(new AttributeTypeInference(source, List.of(project)));
    }
    return source instanceof StoredPoints stored
        ? Optional.of(new AttributeTypeInference(source, stored.projects()))
        : Optional.empty();
  }

  /**
   * A user's query with a type for each attribute, and otherwise unchanged. An attribute that no
   * run uses becomes a string, with a warning.
   *
   * @throws AttributeTypeInferenceException if an attribute is in use with several types
   */
  public String withTypes(String nql) {
    List<AttributeReference> untyped =
        AttributeReference.findAll(nql).stream().filter(reference -> !reference.typed()).toList();
    Map<String, AttributeType> types =
        inferred(
            typesInUse(
                untyped.stream()
                    .filter(reference -> knownType(reference) == null)
                    .map(AttributeReference::name)
                    .distinct()
                    .toList()));
    StringBuilder typed = new StringBuilder(nql);
    for (int i = untyped.size() - 1; i >= 0; i--) {
      AttributeReference reference = untyped.get(i);
      AttributeType known = knownType(reference);
      AttributeType type =
          known != null ? known : Objects.requireNonNull(types.get(reference.name()));
      typed.insert(reference.end(), ":" + type.wireName());
    }
    return typed.toString();
  }

  /**
   * Checks a query over all projects, in which no types can be looked up (docs/protocol.md, 4.2).
   * Which attributes it may name is left to the server.
   *
   * @throws InvalidOptionException if it names an attribute without its type
   */
  public static void requireTypes(String nql) {
    for (AttributeReference reference : AttributeReference.findAll(nql)) {
      if (!reference.typed()) {
        throw new InvalidOptionException(
            "Invalid value '%s' for option 'query': the attribute `%s` has no type. In all projects (project=*), expected attributes with their types, such as `sys/owner`:string."
                .formatted(nql, reference.name()));
      }
    }
  }

  /** The attribute to sort by; one that nothing or several types use is taken for a string. */
  public AttributeDefinition forSorting(String name) {
    AttributeType known = SystemAttributes.typeOf(name).orElse(null);
    if (known != null) {
      return new AttributeDefinition(name, known);
    }
    Set<AttributeType> types = typesOf(name);
    if (types.size() == 1) {
      return new AttributeDefinition(name, types.iterator().next());
    }
    LOG.warn(
        "Sorting by {}, which is in use with {} types in {}; it is treated as a string",
        name,
        types.size(),
        projects);
    return new AttributeDefinition(name, AttributeType.STRING);
  }

  /** Whether any run has an attribute of this name. */
  public boolean isInUse(String name) {
    return !typesOf(name).isEmpty();
  }

  /**
   * The type that a server may leave out of its definitions of an attribute: where it is int in one
   * run and float in another, only one of the two may be listed (docs/protocol.md, 4.3). Empty for
   * a type that hides no other.
   */
  public static Optional<AttributeType> hiddenBehind(AttributeType listed) {
    return switch (listed) {
      case INT -> Optional.of(AttributeType.FLOAT);
      case FLOAT -> Optional.of(AttributeType.INT);
      default -> Optional.empty();
    };
  }

  private static @Nullable AttributeType knownType(AttributeReference reference) {
    return reference.impliedType() != null
        ? reference.impliedType()
        : SystemAttributes.typeOf(reference.name()).orElse(null);
  }

  private Map<String, AttributeType> inferred(Map<String, Set<AttributeType>> typesInUse) {
    Map<String, AttributeType> inferred = new TreeMap<>();
    Map<String, Set<AttributeType>> conflicts = new TreeMap<>();
    typesInUse.forEach(
        (name, types) -> {
          if (types.isEmpty()) {
            LOG.warn(
                "Nothing in {} uses the attribute {}; it is treated as a string", projects, name);
            inferred.put(name, AttributeType.STRING);
          } else if (types.size() == 1) {
            inferred.put(name, types.iterator().next());
          } else {
            conflicts.put(name, types);
          }
        });
    if (!conflicts.isEmpty()) {
      throw conflict(conflicts);
    }
    return inferred;
  }

  private Set<AttributeType> typesOf(String name) {
    return Objects.requireNonNull(typesInUse(List.of(name)).get(name));
  }

  /** The types in use of each of these names; none for a name that nothing uses. */
  private Map<String, Set<AttributeType>> typesInUse(List<String> names) {
    Map<String, Set<AttributeType>> types = new TreeMap<>();
    names.forEach(name -> types.put(name, EnumSet.noneOf(AttributeType.class)));
    for (NameFilter filter : RequestBatches.ofNames(names)) {
      PageIterator.definitions(source, new DefinitionsQuery(projects, null, filter, Set.of()))
          .forEachRemaining(
              page ->
                  page.stream()
                      .filter(definition -> types.containsKey(definition.name()))
                      .forEach(
                          definition ->
                              Objects.requireNonNull(types.get(definition.name()))
                                  .add(definition.type())));
    }
    addHidden(types);
    return types;
  }

  /** Adds the types of numbers that the server may have left out. */
  private void addHidden(Map<String, Set<AttributeType>> types) {
    if (source instanceof StoredPoints) {
      return;
    }
    List<AttributeDefinition> candidates = new ArrayList<>();
    types.forEach(
        (name, listed) ->
            listed.stream()
                .flatMap(type -> hiddenBehind(type).stream())
                .filter(hidden -> !listed.contains(hidden))
                .forEach(hidden -> candidates.add(new AttributeDefinition(name, hidden))));
    AttributesInUse.among(candidates, this::anyRunHas)
        .forEach(hidden -> Objects.requireNonNull(types.get(hidden.name())).add(hidden.type()));
  }

  private boolean anyRunHas(Nql condition) {
    return projects.stream()
        .map(
            project ->
                new EntriesSearch(
                    project,
                    Container.RUN,
                    List.of(),
                    condition.text(),
                    Sorting.BY_CREATION_TIME,
                    0,
                    1))
        .anyMatch(search -> !source.searchEntries(search).entries().isEmpty());
  }

  private static AttributeTypeInferenceException conflict(
      Map<String, Set<AttributeType>> conflicts) {
    String attributes =
        conflicts.entrySet().stream()
            .map(entry -> "`" + entry.getKey() + "` (" + wireNames(entry.getValue()) + ")")
            .collect(Collectors.joining(", "));
    Map.Entry<String, Set<AttributeType>> first = conflicts.entrySet().iterator().next();
    return new AttributeTypeInferenceException(
        "The query names attributes that are in use with several types: %s. Write the type that you want after the name, as in `%s`:%s"
            .formatted(attributes, first.getKey(), first.getValue().iterator().next().wireName()));
  }

  private static String wireNames(Set<AttributeType> types) {
    return types.stream().map(AttributeType::wireName).collect(Collectors.joining(", "));
  }
}
