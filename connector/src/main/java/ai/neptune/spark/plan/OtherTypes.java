package ai.neptune.spark.plan;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.SystemAttributes;
import ai.neptune.client.query.AttributeTypeInference;
import ai.neptune.client.query.AttributesInUse;
import ai.neptune.spark.options.NeptuneOptions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds out whether attributes are in use with other types than it seems. It asks by searches,
 * which go by the values that runs have.
 */
public final class OtherTypes {

  /** NQL can say nothing of these (docs/protocol.md, 6), or no server has them. */
  private static final Set<AttributeType> UNKNOWN_TO_NQL =
      EnumSet.of(
          AttributeType.FILE_SERIES,
          AttributeType.HISTOGRAM_SERIES,
          AttributeType.FILE_SET,
          AttributeType.ARTIFACT);

  private final RunSearch search;
  private final String project;

  private OtherTypes(NeptuneSource source, NeptuneOptions options, String project) {
    this.search = new RunSearch(source, options);
    this.project = project;
  }

  /**
   * Definitions that the server may have left out: where an attribute is int in one run and float
   * in another, it may list only one of the two (docs/protocol.md, 4.3).
   *
   * @param listed all definitions in use that the server lists
   * @param wanted the types that matter
   */
  static Set<AttributeDefinition> unlisted(
      NeptuneSource source,
      NeptuneOptions options,
      String project,
      Set<AttributeDefinition> listed,
      Predicate<AttributeType> wanted) {
    List<AttributeDefinition> candidates = new ArrayList<>();
    for (AttributeDefinition definition : listed) {
      // The types of system attributes are known, and never change.
      if (!definition.name().startsWith(SystemAttributes.PREFIX)) {
        AttributeTypeInference.hiddenBehind(definition.type())
            .filter(wanted)
            .map(type -> new AttributeDefinition(definition.name(), type))
            .filter(candidate -> !listed.contains(candidate))
            .ifPresent(candidates::add);
      }
    }
    return new OtherTypes(source, options, project).inUse(candidates);
  }

  /**
   * Definitions of the same attributes, with other types, that are in use by now.
   *
   * @param known what the attributes were when a table was loaded
   */
  public static Set<AttributeDefinition> changed(
      NeptuneSource source,
      NeptuneOptions options,
      String project,
      List<AttributeDefinition> known) {
    Set<AttributeType> types = EnumSet.complementOf(EnumSet.copyOf(UNKNOWN_TO_NQL));
    if (!options.attributes().types().isEmpty()) {
      types.retainAll(options.attributes().types());
    }
    List<AttributeDefinition> candidates = new ArrayList<>();
    for (AttributeDefinition definition : known) {
      for (AttributeType type : types) {
        if (type != definition.type()) {
          candidates.add(new AttributeDefinition(definition.name(), type));
        }
      }
    }
    return new OtherTypes(source, options, project).inUse(candidates);
  }

  /** Those that some selected run has. */
  private Set<AttributeDefinition> inUse(List<AttributeDefinition> candidates) {
    return AttributesInUse.among(candidates, condition -> search.findsAny(project, condition));
  }
}
