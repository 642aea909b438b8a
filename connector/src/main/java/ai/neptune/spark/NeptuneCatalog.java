package ai.neptune.spark;

import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.options.Option;
import ai.neptune.spark.options.RelationName;
import ai.neptune.spark.read.NeptuneTable;
import ai.neptune.spark.relation.Relations;
import ai.neptune.spark.source.Sources;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The relations of projects as tables of a catalog: {@code neptune.`workspace/project`.metrics},
 * with {@code spark.sql.catalog.neptune=ai.neptune.spark.NeptuneCatalog}. Options are {@code
 * spark.sql.catalog.neptune.<option>}. Tables can be read, not made or changed.
 */
public final class NeptuneCatalog implements TableCatalog {

  private String name;
  private Map<String, String> options;

  @Override
  public void initialize(String catalogName, CaseInsensitiveStringMap catalogOptions) {
    this.name = catalogName;
    this.options = catalogOptions.asCaseSensitiveMap();
  }

  @Override
  public String name() {
    return name;
  }

  /** The relations of a project; whether there is such a project shows when one is read. */
  @Override
  public Identifier[] listTables(String[] namespace) {
    return namespace.length == 0
        ? new Identifier[0]
        : Arrays.stream(RelationName.values())
            .filter(RelationName::isOfProject)
            .map(relation -> Identifier.of(namespace, relation.userName()))
            .toArray(Identifier[]::new);
  }

  /**
   * A relation of the project that the namespace names, as one part or as workspace and project.
   */
  @Override
  public Table loadTable(Identifier identifier) throws NoSuchTableException {
    String relation = identifier.name().toLowerCase(Locale.ROOT);
    if (identifier.namespace().length == 0 || !RelationName.existsInProjects(relation)) {
      throw new NoSuchTableException(identifier);
    }
    Map<String, String> all = new HashMap<>();
    options.forEach((option, value) -> all.put(option.toLowerCase(Locale.ROOT), value));
    all.put(lower(Option.PROJECT), String.join("/", identifier.namespace()));
    all.put(lower(Option.RELATION), relation);
    NeptuneOptions read = Sources.resolved(NeptuneOptions.read(all, System.getenv()));
    return new NeptuneTable(read, Relations.of(read));
  }

  @Override
  @SuppressWarnings("deprecation") // the one that later versions call by default too
  public Table createTable(
      Identifier identifier,
      StructType schema,
      Transform[] partitions,
      Map<String, String> properties) {
    throw readOnly("create", identifier);
  }

  @Override
  public Table alterTable(Identifier identifier, TableChange... changes) {
    throw readOnly("alter", identifier);
  }

  @Override
  public boolean dropTable(Identifier identifier) {
    throw readOnly("drop", identifier);
  }

  @Override
  public void renameTable(Identifier from, Identifier to) {
    throw readOnly("rename", from);
  }

  private static String lower(Option option) {
    return option.optionName().toLowerCase(Locale.ROOT);
  }

  private UnsupportedOperationException readOnly(String verb, Identifier identifier) {
    return new UnsupportedOperationException(
        "Cannot %s %s.%s: the catalog '%s' shows what a Neptune server holds, and is read only."
            .formatted(verb, name, identifier, name));
  }
}
