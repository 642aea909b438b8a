package ai.neptune.spark.options;

import ai.neptune.errors.ApiTokenNotProvidedException;
import ai.neptune.errors.InvalidOptionException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The options of a catalog, {@code spark.sql.catalog.<name>.<option>}, and how those of one read or
 * write of its tables are added (docs/relations-and-options.md, "Options of a catalog").
 */
public final class CatalogOptions {

  private static final Set<Option> OF_A_DOWNLOAD =
      Set.of(Option.OVERWRITE, Option.CONCURRENCY, Option.IGNORE_FAILURES);

  private final String catalog;
  private final Map<String, String> options;

  private CatalogOptions(String catalog, Map<String, String> options) {
    this.catalog = catalog;
    this.options = options;
  }

  /** The options of the catalog of this name. */
  public static CatalogOptions of(String catalog, Map<String, String> options) {
    return new CatalogOptions(catalog, OptionNames.lowerCase(options));
  }

  /**
   * How to reach the server, or which archive is read instead.
   *
   * @throws ApiTokenNotProvidedException if there is no token
   */
  public ConnectionOptions connection() {
    return ConnectionOptions.ofRead(OptionReader.of(options, settingPrefix()), System.getenv());
  }

  /**
   * What a table shows.
   *
   * @throws InvalidOptionException if an option of the catalog does not exist, or its value is not
   *     allowed
   */
  public NeptuneOptions ofTable(String project, RelationName relation) {
    return read(project, relation, Map.of());
  }

  /**
   * What one read of a table is for: the options of the catalog, and those of the read.
   *
   * @param table what the table shows
   * @throws InvalidOptionException if an option of the read does not exist, does not apply to the
   *     relation, or would change the columns; or if a value is not allowed
   */
  public NeptuneOptions ofRead(NeptuneOptions table, Map<String, String> given) {
    Map<String, String> readOptions = PythonNone.asNull(given);
    Map<String, String> ofRead = OptionNames.lowerCase(readOptions);
    if (ofRead.isEmpty()) {
      return table;
    }
    for (Option option : OptionNames.set(readOptions)) {
      RelationName relation = table.relation();
      if (!relation.understands(option)) {
        throw new InvalidOptionException(
            "Option '%s' does not apply to the relation '%s'."
                .formatted(option.optionName(), relation.userName()));
      }
      if (option.decidesColumns(relation, table.series().wideLayout())) {
        throw decidesColumns(option, relation);
      }
    }
    return read(String.join(",", table.projects()), table.relation(), ofRead);
  }

  /**
   * A download into a destination that is a table: the options of the catalog, and those of the
   * write.
   *
   * @throws InvalidOptionException if an option of the write is not one of a download
   */
  public DownloadOptions ofDownload(String destination, Map<String, String> writeOptions) {
    Map<String, String> ofWrite = OptionNames.lowerCase(writeOptions);
    for (Option option : OptionNames.set(writeOptions)) {
      if (!OF_A_DOWNLOAD.contains(option) && !ConnectionOptions.OPTIONS.contains(option)) {
        throw new InvalidOptionException(
            "Option '%s' does not apply to a download.".formatted(option.optionName()));
      }
    }
    Map<String, String> all = new HashMap<>();
    for (Option option : OptionNames.set(options)) {
      if (OF_A_DOWNLOAD.contains(option) || ConnectionOptions.OPTIONS.contains(option)) {
        all.put(lower(option), options.get(lower(option)));
      }
    }
    all.putAll(ofWrite);
    return DownloadOptions.read(destination, all);
  }

  /**
   * An earlier download into a destination that is a table.
   *
   * @throws InvalidOptionException if the read has another option than {@code downloadId}
   */
  public DownloadsOptions ofEarlierDownload(String destination, Map<String, String> readOptions) {
    Map<String, String> ofRead = OptionNames.lowerCase(readOptions);
    for (Option option : OptionNames.set(readOptions)) {
      if (option != Option.DOWNLOAD_ID) {
        throw new InvalidOptionException(
            "Option '%s' does not apply to the downloads to '%s'."
                .formatted(option.optionName(), destination));
      }
    }
    ofRead.put(lower(Option.DESTINATION), destination);
    return DownloadsOptions.read(ofRead);
  }

  private NeptuneOptions read(String project, RelationName relation, Map<String, String> further) {
    Map<String, String> all = new HashMap<>(options);
    all.putAll(further);
    all.put(lower(Option.PROJECT), project);
    all.put(lower(Option.RELATION), relation.userName());
    return NeptuneOptions.read(all, System.getenv(), settingPrefix());
  }

  private InvalidOptionException decidesColumns(Option option, RelationName relation) {
    String ofName =
        option == Option.PROJECT || option == Option.RELATION
            ? "The name of the table says it already."
            : "Set '%s', or use spark.read.format(\"neptune\").option(\"%s\", ...).load(\"%s\")."
                .formatted(
                    settingPrefix() + option.optionName(),
                    option.optionName(),
                    relation.userName());
    return new InvalidOptionException(
        "Option '%s' decides which columns the table has, and cannot be set for one read of it. %s"
            .formatted(option.optionName(), ofName));
  }

  private String settingPrefix() {
    return "spark.sql.catalog." + catalog + ".";
  }

  private static String lower(Option option) {
    return option.optionName().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CatalogOptions o
        && catalog.equals(o.catalog)
        && options.equals(o.options);
  }

  @Override
  public int hashCode() {
    return catalog.hashCode();
  }

  /** Shows no value: there are secrets among them. */
  @Override
  public String toString() {
    return "options of the catalog " + catalog;
  }
}
