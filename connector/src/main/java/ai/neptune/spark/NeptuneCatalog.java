package ai.neptune.spark;

import ai.neptune.spark.options.CatalogOptions;
import ai.neptune.spark.options.RelationName;
import ai.neptune.spark.read.CatalogTable;
import ai.neptune.spark.read.SparkCall;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.NamespaceChange;
import org.apache.spark.sql.connector.catalog.SupportsNamespaces;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The relations of projects as tables of a catalog: {@code neptune.`workspace/project`.metrics},
 * with {@code spark.sql.catalog.neptune=ai.neptune.spark.NeptuneCatalog}. A namespace is a project,
 * as one part or as workspace and project. Options are {@code spark.sql.catalog.neptune.<option>},
 * and those of one read.
 *
 * <p>The namespace {@code downloads} has a table for every destination: files that are inserted
 * into {@code neptune.downloads.`s3a://bucket/exports`} are downloaded there, and the table's rows
 * are the result of the latest download. Nothing else can be created or changed.
 */
public final class NeptuneCatalog implements TableCatalog, SupportsNamespaces {

  private static final String DOWNLOADS = "downloads";

  private final Set<String> listed = ConcurrentHashMap.newKeySet();

  @SuppressWarnings("NullAway.Init") // Spark initialises a catalog before it uses it.
  private String name;

  @SuppressWarnings("NullAway.Init")
  private CatalogOptions options;

  @Override
  public void initialize(String catalogName, CaseInsensitiveStringMap catalogOptions) {
    this.name = catalogName;
    this.options = CatalogOptions.of(catalogName, catalogOptions.asCaseSensitiveMap());
  }

  @Override
  public String name() {
    return name;
  }

  /** The projects that the user may read. */
  @Override
  public String[][] listNamespaces() {
    List<String> projects = projects().all();
    listed.addAll(projects);
    return projects.stream().map(project -> new String[] {project}).toArray(String[][]::new);
  }

  /** A project has no namespaces; a workspace has its projects. */
  @Override
  public String[][] listNamespaces(String[] namespace) throws NoSuchNamespaceException {
    if (namespace.length == 0) {
      return listNamespaces();
    }
    if (namespaceExists(namespace)) {
      return new String[0][];
    }
    String workspace = String.join("/", namespace) + "/";
    String[][] inWorkspace =
        projects().all().stream()
            .filter(project -> project.startsWith(workspace))
            .map(project -> project.split("/", 2))
            .toArray(String[][]::new);
    if (inWorkspace.length == 0) {
      throw new NoSuchNamespaceException(namespace);
    }
    return inWorkspace;
  }

  /** Whether there is a project that the user may read. */
  @Override
  public boolean namespaceExists(String[] namespace) {
    return isDownloads(namespace)
        || (namespace.length > 0
            && projectsIn(namespace)
                .allMatch(project -> isProject(project) && projects().exists(project)));
  }

  @Override
  public Map<String, String> loadNamespaceMetadata(String[] namespace)
      throws NoSuchNamespaceException {
    if (!listed.contains(String.join("/", namespace)) && !namespaceExists(namespace)) {
      throw new NoSuchNamespaceException(namespace);
    }
    return Map.of();
  }

  /** The relations of a project; any destination is a table of the namespace of downloads. */
  @Override
  public Identifier[] listTables(String[] namespace) throws NoSuchNamespaceException {
    if (namespace.length == 0 || isDownloads(namespace)) {
      return new Identifier[0];
    }
    if (!namespaceExists(namespace)) {
      throw new NoSuchNamespaceException(namespace);
    }
    return Arrays.stream(RelationName.values())
        .filter(this::isListed)
        .map(relation -> Identifier.of(namespace, relation.userName()))
        .toArray(Identifier[]::new);
  }

  /** Whether the project exists and has such a relation, or the destination has a download. */
  @Override
  public boolean tableExists(Identifier identifier) {
    if (isDownloads(identifier.namespace())) {
      return new DestinationCatalogTable(options, identifier.name()).hasResult();
    }
    String relation = relation(identifier);
    return Arrays.stream(RelationName.values())
            .anyMatch(of -> of.userName().equals(relation) && isListed(of))
        && namespaceExists(identifier.namespace());
  }

  private boolean isListed(RelationName relation) {
    return relation.isOfProject()
        && (!relation.isOfArchivesOnly() || options.connection().isOfArchive());
  }

  /**
   * A relation of a project, or a destination. No request is made: a read says more about a project
   * that does not exist, or that the user may not read, than that there is no such table.
   */
  @Override
  public Table loadTable(Identifier identifier) throws NoSuchTableException {
    if (SparkCall.asksAboutTable() && !tableExists(identifier)) {
      throw new NoSuchTableException(identifier);
    }
    if (isDownloads(identifier.namespace())) {
      return new DestinationCatalogTable(options, identifier.name());
    }
    String relation = relation(identifier);
    if (identifier.namespace().length == 0
        || !RelationName.existsInProjects(relation)
        || !projectsIn(identifier.namespace()).allMatch(NeptuneCatalog::isProjectOrAll)) {
      throw new NoSuchTableException(identifier);
    }
    return new CatalogTable(
        options,
        String.join("/", identifier.namespace()),
        RelationName.valueOf(relation.toUpperCase(Locale.ROOT)));
  }

  @Override
  public Table loadTable(Identifier identifier, String version) {
    throw noTimeTravel(identifier);
  }

  @Override
  public Table loadTable(Identifier identifier, long timestamp) {
    throw noTimeTravel(identifier);
  }

  @Override
  @SuppressWarnings("deprecation") // the one that later versions call by default too
  public Table createTable(
      Identifier identifier,
      StructType schema,
      Transform[] partitions,
      Map<String, String> properties) {
    throw readOnly("create the table", identifier);
  }

  @Override
  public Table alterTable(Identifier identifier, TableChange... changes) {
    throw readOnly("alter the table", identifier);
  }

  @Override
  public boolean dropTable(Identifier identifier) {
    throw readOnly("drop the table", identifier);
  }

  @Override
  public void renameTable(Identifier from, Identifier to) {
    throw readOnly("rename the table", from);
  }

  @Override
  public void createNamespace(String[] namespace, Map<String, String> metadata) {
    throw readOnly("create the namespace", String.join(".", namespace));
  }

  @Override
  public void alterNamespace(String[] namespace, NamespaceChange... changes) {
    throw readOnly("alter the namespace", String.join(".", namespace));
  }

  @Override
  public boolean dropNamespace(String[] namespace, boolean cascade) {
    throw readOnly("drop the namespace", String.join(".", namespace));
  }

  private CatalogProjects projects() {
    return new CatalogProjects(options.connection());
  }

  private static String relation(Identifier identifier) {
    return identifier.name().toLowerCase(Locale.ROOT);
  }

  private static boolean isDownloads(String[] namespace) {
    return namespace.length == 1 && namespace[0].equalsIgnoreCase(DOWNLOADS);
  }

  /** A namespace may name several projects, separated by commas, as the option may. */
  private static Stream<String> projectsIn(String[] namespace) {
    return Arrays.stream(String.join("/", namespace).split(",")).map(String::trim);
  }

  private static boolean isProject(String project) {
    return project.matches("[^/]+/[^/]+");
  }

  private static boolean isProjectOrAll(String project) {
    return project.equals("*") || isProject(project);
  }

  private UnsupportedOperationException noTimeTravel(Identifier identifier) {
    return new UnsupportedOperationException(
        "Cannot read an earlier version of %s.%s: the catalog '%s' does not support time travel. Neptune keeps only the current state."
            .formatted(name, identifier, name));
  }

  private UnsupportedOperationException readOnly(String verb, Object what) {
    return new UnsupportedOperationException(
        "Cannot %s %s.%s: the catalog '%s' shows what a Neptune server holds, and is read-only. To download files, insert them into %s.%s.`<destination>`."
            .formatted(verb, name, what, name, name, DOWNLOADS));
  }
}
