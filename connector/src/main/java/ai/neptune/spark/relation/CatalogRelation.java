package ai.neptune.spark.relation;

import ai.neptune.client.AttributeType;
import ai.neptune.client.NeptuneSource;
import ai.neptune.errors.ConflictingAttributeTypesException;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.spark.columns.ColumnTypes;
import ai.neptune.spark.options.NeptuneOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A relation as the table of a catalog, where options cannot narrow the columns of one query, but
 * the query itself can. The table shows all attributes in use, more than one read may have and also
 * those that cannot be one column: only a read of them is an error.
 */
public final class CatalogRelation {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogRelation.class);

  private static final String WHERE_TO_SET_OPTIONS =
      " Set these options for the catalog, as spark.sql.catalog.<catalog>.<option>, or read with spark.read.format(\"neptune\"), which takes them for one read.";

  private final Relation relation;
  private final StructType schema;
  private final Set<String> attributeColumns;
  private final Map<String, List<AttributeColumns.Column>> refused;

  private CatalogRelation(
      Relation relation,
      StructType schema,
      Set<String> attributeColumns,
      Map<String, List<AttributeColumns.Column>> refused) {
    this.relation = relation;
    this.schema = schema;
    this.attributeColumns = attributeColumns;
    this.refused = refused;
  }

  static CatalogRelation of(Relation relation) {
    return new CatalogRelation(relation, relation.schema(), Set.of(), Map.of());
  }

  /** The table of experiments or runs; the server is asked for the attributes in use. */
  static CatalogRelation ofAttributeColumns(
      NeptuneSource source, NeptuneOptions options, boolean caseSensitive) {
    StructType fixed = FixedColumns.schema(options);
    Map<String, List<AttributeColumns.Column>> byName = new TreeMap<>();
    AttributeColumns.shown(
            source,
            options,
            EnumSet.allOf(AttributeType.class),
            Set.of(fixed.fieldNames()),
            caseSensitive)
        .forEach(
            column -> {
              String name = column.columnName();
              byName
                  .computeIfAbsent(
                      caseSensitive ? name : name.toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                  .add(column);
            });
    List<AttributeColumns.Column> shown =
        byName.values().stream()
            .map(same -> same.get(0))
            .sorted(Comparator.comparing(c -> UTF8String.fromString(c.columnName())))
            .toList();
    Map<String, List<AttributeColumns.Column>> refused =
        byName.values().stream()
            .filter(same -> same.size() > 1)
            .collect(Collectors.toMap(same -> same.get(0).columnName(), same -> same));
    List<StructField> fields = new ArrayList<>(List.of(fixed.fields()));
    for (AttributeColumns.Column column : shown) {
      fields.add(
          ColumnTypes.nullable(
              column.columnName(),
              refused.containsKey(column.columnName())
                  ? DataTypes.StringType
                  : ColumnTypes.of(column.attribute().type())));
    }
    List<AttributeColumns.Column> readable =
        shown.stream().filter(column -> !refused.containsKey(column.columnName())).toList();
    return new CatalogRelation(
        new ExperimentsRelation(options, readable),
        new StructType(fields.toArray(StructField[]::new)),
        shown.stream().map(AttributeColumns.Column::columnName).collect(Collectors.toSet()),
        refused);
  }

  /** All columns; one that stands for several attributes, or types, has the type STRING. */
  public StructType schema() {
    return schema;
  }

  /** The relation with rows that other options choose, of the columns that can be read. */
  public Relation with(NeptuneOptions options) {
    return Relations.with(options, relation);
  }

  /**
   * Warns of a table with more attributes than one read may have. Spark names the columns that a
   * query reads only after it has compared all of them with each other, which takes minutes for
   * tens of thousands.
   */
  public void warnOfManyColumns(NeptuneOptions options) {
    int most = options.table().maxColumns();
    if (attributeColumns.size() > most) {
      LOG.warn(
          "The table '{}' of {} has {} attributes, and a query can read {} of them. Name the columns that you need: Spark plans SELECT * slowly before it fails. The relation 'attribute_values' has all values in long form.",
          options.relation().userName(),
          options.projectsText(),
          attributeColumns.size(),
          most);
    }
  }

  /**
   * Refuses a read of columns that cannot be read.
   *
   * @throws ConflictingAttributeTypesException if one is an attribute of several types
   * @throws InvalidOptionException if there are too many of them, or Spark cannot tell one from
   *     another
   */
  public void requireReadable(NeptuneOptions options, StructType required) {
    Set<String> read = new HashSet<>(Arrays.asList(required.fieldNames()));
    read.retainAll(attributeColumns);
    if (read.size() > options.table().maxColumns()) {
      throw new InvalidOptionException(
          "The query reads %d attributes of the %ss of %s, but at most %d can be columns. Select fewer columns, or set 'maxColumns' to a higher number."
              .formatted(
                  read.size(),
                  options.container().userName(),
                  options.projectsText(),
                  options.table().maxColumns()));
    }
    List<AttributeColumns.Column> conflicting =
        read.stream().flatMap(name -> refused.getOrDefault(name, List.of()).stream()).toList();
    try {
      AttributeColumns.requireReadable(options, Relations.isCaseSensitive(), conflicting);
    } catch (ConflictingAttributeTypesException e) {
      throw new ConflictingAttributeTypesException(e.getMessage() + WHERE_TO_SET_OPTIONS);
    } catch (InvalidOptionException e) {
      throw new InvalidOptionException(e.getMessage() + WHERE_TO_SET_OPTIONS, e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CatalogRelation o
        && relation.equals(o.relation)
        && schema.equals(o.schema);
  }

  @Override
  public int hashCode() {
    return schema.hashCode();
  }
}
